package io.flyball.gateway;

import io.flyball.client.ServingPolicy;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.core.bandit.ModelCodec;
import io.flyball.schemas.PolicySnapshot;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The newest snapshot of every policy, as its topic has them. Written by the thread that reads the
 * topic, read by any. A snapshot that cannot be read leaves the one before it in place; snapshots
 * of single shards serve nobody and are left out.
 */
final class Policies {
  /** What the topics of snapshots take. */
  private static final int LONGEST = 16 << 20;

  private final RecordCodec<PolicySnapshot> codec = RecordCodec.of(PolicySnapshot.class, LONGEST);
  private final Map<String, KnownPolicy> known = new ConcurrentSkipListMap<>();

  /** Every policy by name. */
  Map<String, KnownPolicy> all() {
    return new TreeMap<>(known);
  }

  /** A policy; nothing before its first snapshot. */
  Optional<KnownPolicy> of(String policy) {
    return Optional.ofNullable(known.get(policy)).filter(one -> one.snapshot() != null);
  }

  /** Takes a record of the topic. */
  void read(ConsumerRecord<byte[], byte[]> record) {
    RecordValues.of(codec, record).ifPresent(snapshot -> take(snapshot, record));
  }

  private void take(PolicySnapshot snapshot, ConsumerRecord<byte[], byte[]> record) {
    if (snapshot.getShard() != -1) {
      return;
    }
    KnownPolicy before = known.get(snapshot.getPolicy());
    if (before != null && !before.isOlderThan(snapshot)) {
      return;
    }
    try {
      ServingPolicy serving = ServingPolicy.of(snapshot);
      byte[] bytes = new byte[snapshot.getModel().remaining()];
      snapshot.getModel().duplicate().get(bytes);
      var model = ModelCodec.read(new DataInputStream(new ByteArrayInputStream(bytes)));
      List<String> arms = model.arms().stream().map(arm -> arm.id()).toList();
      known.put(
          snapshot.getPolicy(),
          new KnownPolicy(
              snapshot, serving, model.shape(), arms, record.partition(), record.offset(), null));
    } catch (IOException | IllegalArgumentException e) {
      String fault =
          "snapshot "
              + snapshot.getVersion()
              + " at "
              + record.topic()
              + "/"
              + record.partition()
              + "/"
              + record.offset()
              + " is not served: "
              + e.getMessage();
      known.put(
          snapshot.getPolicy(),
          before == null
              ? new KnownPolicy(
                  null, null, null, List.of(), record.partition(), record.offset(), fault)
              : before.withFault(fault));
    }
  }
}
