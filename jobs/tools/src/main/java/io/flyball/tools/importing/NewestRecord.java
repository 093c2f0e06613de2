package io.flyball.tools.importing;

import io.flyball.tools.kafka.Broker;
import io.flyball.tools.kafka.TopicEnds;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** How far the event time of topics is, as the last record of each partition tells. */
final class NewestRecord {
  private NewestRecord() {}

  /**
   * The newest event time among the last records of partitions.
   *
   * @param ends offset after the last record by partition
   * @param typeOf number of the type of a topic's records
   * @return empty where there are no records, or none that can be read
   */
  static Optional<Instant> of(
      Broker broker,
      Map<TopicPartition, Long> ends,
      Map<String, Integer> typeOf,
      RecordTypes types) {
    Map<TopicPartition, Long> last = new HashMap<>();
    ends.forEach(
        (partition, end) -> {
          if (end > 0) {
            last.put(partition, end - 1);
          }
        });
    Instant[] newest = {null};
    TopicEnds.since(
        broker,
        last,
        record -> {
          Instant time = types.time(typeOf.get(record.topic()), record.value());
          if (time != null && (newest[0] == null || time.isAfter(newest[0]))) {
            newest[0] = time;
          }
        });
    return Optional.ofNullable(newest[0]);
  }
}
