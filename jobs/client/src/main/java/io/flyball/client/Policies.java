package io.flyball.client;

import io.flyball.client.PolicySlot.Served;
import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.schemas.ControlUpdate;
import io.flyball.schemas.PolicySnapshot;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Policies by name, as records of their snapshots and of control change them. A snapshot is read
 * and checked beside the one in use, and takes its place in one step; one that cannot be used is
 * counted, and the one before stays. Records come from one thread; everyone may read.
 */
final class Policies {
  static final String SNAPSHOTS = "bandit.snapshots";
  static final String CONTROL = "control";

  private static final Logger LOG = LoggerFactory.getLogger(Policies.class);

  /** What the topic of snapshots takes. */
  private static final int LONGEST_SNAPSHOT = 16 << 20;

  private final RecordCodec<PolicySnapshot> snapshots =
      RecordCodec.of(PolicySnapshot.class, LONGEST_SNAPSHOT);
  private final RecordCodec<ControlUpdate> updates = RecordCodec.of(ControlUpdate.class);
  private final Map<String, PolicySlot> slots = new ConcurrentHashMap<>();
  private final Steering steering = new Steering();
  private final Set<String> wanted;
  private final ClientMetrics metrics;
  private final Clock clock;
  private final CountDownLatch complete = new CountDownLatch(1);

  /**
   * @param wanted the policies to follow; empty for all
   */
  Policies(Set<String> wanted, ClientMetrics metrics, Clock clock) {
    this.wanted = wanted;
    this.metrics = metrics;
    this.clock = clock;
    wanted.forEach(this::slot);
    lookComplete();
  }

  boolean follows(String policy) {
    return wanted.isEmpty() || wanted.contains(policy);
  }

  /** Null for a policy that nothing is known of. */
  PolicySlot find(String policy) {
    return slots.get(policy);
  }

  private PolicySlot slot(String policy) {
    return slots.computeIfAbsent(policy, PolicySlot::new);
  }

  /** Waits until every policy that was named has a snapshot in use; false when that is too long. */
  boolean awaitComplete(long nanos) throws InterruptedException {
    return complete.await(nanos, TimeUnit.NANOSECONDS);
  }

  private void lookComplete() {
    if (complete.getCount() > 0
        && wanted.stream().allMatch(policy -> slot(policy).served != null)) {
      complete.countDown();
    }
  }

  /** Takes a record of either topic. */
  void read(ConsumerRecord<byte[], byte[]> record) {
    RawRecord raw = RawRecord.of(record);
    try {
      if (raw.topic().equals(SNAPSHOTS)) {
        onSnapshot(raw);
      } else {
        onControl(raw);
      }
    } catch (RuntimeException e) {
      // A metrics sink may throw; it must not end the following.
      LOG.warn("A record of {} was not followed", raw.topic(), e);
    }
  }

  private void onSnapshot(RawRecord raw) {
    String key = raw.key() == null ? "" : new String(raw.key(), StandardCharsets.UTF_8);
    // Shards of a hot policy are keyed POLICY#N, which may also be the name of a policy.
    if (raw.value() == null || (!wanted.isEmpty() && !key.isEmpty() && !wanted.contains(key))) {
      return;
    }
    Decoded<PolicySnapshot> decoded = snapshots.decode(raw);
    if (decoded instanceof Decoded.Good<PolicySnapshot> good) {
      PolicySnapshot snapshot = good.value();
      if (snapshot.getShard() < 0 && follows(snapshot.getPolicy())) {
        use(snapshot);
      }
    } else if (decoded instanceof Decoded.Refused<PolicySnapshot> refused) {
      broken(key, "a snapshot" + place(raw) + " cannot be read: " + refused.refusal().message());
    }
  }

  private void use(PolicySnapshot snapshot) {
    PolicySlot slot = slot(snapshot.getPolicy());
    Served before = slot.served;
    if (before != null
        && before.policy().version() >= snapshot.getVersion()
        && before.policy().time() >= snapshot.getTime().toEpochMilli()) {
      return;
    }
    try {
      ServingPolicy next = ServingPolicy.of(snapshot);
      slot.served = new Served(next, steering.mode(slot.policy, next.snapshot().terms()));
      slot.fault = null;
      lookComplete();
      metrics.snapshot(slot.policy, next.version(), PolicySlot.age(slot.served, clock.millis()));
    } catch (RuntimeException e) {
      broken(
          slot.policy,
          "snapshot " + snapshot.getVersion() + " cannot be served: " + e.getMessage());
    }
  }

  private void onControl(RawRecord raw) {
    if (raw.value() == null) {
      return;
    }
    Decoded<ControlUpdate> decoded = updates.decode(raw);
    if (decoded instanceof Decoded.Good<ControlUpdate> good) {
      try {
        if (steering.follow(good.value())) {
          slots.values().forEach(this::steer);
        }
      } catch (IllegalArgumentException e) {
        String target = good.value().getTarget();
        broken(target.substring(target.indexOf('/') + 1), e.getMessage());
      }
    }
  }

  private void steer(PolicySlot slot) {
    Served now = slot.served;
    if (now != null) {
      slot.served =
          new Served(now.policy(), steering.mode(slot.policy, now.policy().snapshot().terms()));
    }
  }

  private void broken(String policy, String fault) {
    if (follows(policy)) {
      PolicySlot slot = slot(policy);
      slot.broken.increment();
      slot.fault = fault;
      metrics.broken(policy, fault);
    }
  }

  private static String place(RawRecord raw) {
    return " (topic "
        + raw.topic()
        + ", partition "
        + raw.partition()
        + ", offset "
        + raw.offset()
        + ")";
  }
}
