package io.flyball.tools.importing;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;

/** The partitions that the records of an import go to, and how far each is. */
final class ImportPlaces {
  /**
   * One partition.
   *
   * @param reached what the broker has, which the import moves on
   * @param known number of the last record that an earlier run has sent; later numbers of this run
   *     do not move it
   * @param state that holds what was reached, and is saved meanwhile
   */
  record Place(
      TopicPartition partition, ImportState.Reached reached, long known, ImportState state) {
    /** Notes that the broker has a record. */
    void reach(long offset, long number) {
      synchronized (state) {
        if (offset >= reached.offset) {
          reached.offset = offset + 1;
          reached.sequence = Math.max(reached.sequence, number);
        }
      }
    }
  }

  private final Place[][] byType = new Place[RecordTypes.ALL.size()][];

  /**
   * @param prefix before the names of the topics
   */
  ImportPlaces(String prefix, Set<TopicPartition> partitions, ImportState state) {
    Map<String, TreeMap<Integer, Place>> byTopic = new TreeMap<>();
    for (TopicPartition partition : partitions) {
      ImportState.Reached reached = state.at(partition);
      byTopic
          .computeIfAbsent(partition.topic(), topic -> new TreeMap<>())
          .put(partition.partition(), new Place(partition, reached, reached.sequence, state));
    }
    for (int type = 0; type < byType.length; type++) {
      byType[type] =
          byTopic
              .getOrDefault(prefix + RecordTypes.topic(type), new TreeMap<>())
              .values()
              .toArray(Place[]::new);
    }
  }

  /** Where a record goes, as Kafka's own partitioner has it. */
  Place of(ImportedRecord record) {
    Place[] own = byType[record.type()];
    return own[Utils.toPositive(Utils.murmur2(record.key())) % own.length];
  }
}
