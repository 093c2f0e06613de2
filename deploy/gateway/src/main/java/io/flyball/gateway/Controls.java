package io.flyball.gateway;

import io.flyball.connectors.codec.RecordCodec;
import io.flyball.schemas.ControlUpdate;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Every control update that its topic still has, by target and version. Written by the thread that
 * reads the topic, read by any. Of two updates of one version the first counts, as it does for the
 * jobs.
 */
final class Controls {
  private static final int MOST_VERSIONS = 100;

  /**
   * An update and where it lies.
   *
   * @param update as it was written
   */
  record Published(ControlUpdate update, int partition, long offset) {}

  private final RecordCodec<ControlUpdate> codec = RecordCodec.of(ControlUpdate.class);
  private final Map<String, NavigableMap<Long, Published>> targets = new ConcurrentSkipListMap<>();

  /** Every target that was ever steered. */
  List<String> targets() {
    return List.copyOf(targets.keySet());
  }

  /** The updates of a target by version; empty where there is none. */
  NavigableMap<Long, Published> of(String target) {
    NavigableMap<Long, Published> versions = targets.get(target);
    return versions == null ? new TreeMap<>() : new TreeMap<>(versions);
  }

  /** Takes a record of the topic. */
  void read(ConsumerRecord<byte[], byte[]> record) {
    ControlUpdate update = RecordValues.of(codec, record).orElse(null);
    if (update != null && update.getVersion() >= 1) {
      NavigableMap<Long, Published> versions =
          targets.computeIfAbsent(update.getTarget(), target -> new ConcurrentSkipListMap<>());
      versions.putIfAbsent(
          update.getVersion(), new Published(update, record.partition(), record.offset()));
      if (versions.size() > MOST_VERSIONS) {
        versions.pollFirstEntry();
      }
    }
  }
}
