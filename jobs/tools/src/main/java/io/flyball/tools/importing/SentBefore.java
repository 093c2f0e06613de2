package io.flyball.tools.importing;

import io.flyball.tools.UserError;
import io.flyball.tools.kafka.Broker;
import io.flyball.tools.kafka.TopicEnds;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/** Finds what earlier runs of an import have sent beyond what their state knows. */
final class SentBefore {
  private SentBefore() {}

  /**
   * Reads the partitions from where the state ends, and moves the state on.
   *
   * @param id of the import
   * @param ends offset after the last record by partition
   */
  static void find(Broker broker, String id, ImportState state, Map<TopicPartition, Long> ends) {
    Map<TopicPartition, Long> from = new HashMap<>();
    ends.forEach(
        (partition, end) -> {
          ImportState.Reached reached = state.at(partition);
          if (reached == null || reached.offset > end) {
            throw new UserError(
                String.format(
                    Locale.ROOT,
                    "topic %s is not the one that the import began with: send all again with"
                        + " --again",
                    partition.topic()));
          }
          from.put(partition, reached.offset);
        });
    TopicEnds.since(broker, from, record -> note(record, id, state));
  }

  private static void note(ConsumerRecord<byte[], byte[]> record, String id, ImportState state) {
    Header header = record.headers().lastHeader(ImportSender.HEADER);
    ImportState.Reached reached = state.at(new TopicPartition(record.topic(), record.partition()));
    reached.offset = Math.max(reached.offset, record.offset() + 1);
    String[] own =
        header == null
            ? new String[0]
            : new String(header.value(), StandardCharsets.UTF_8).split("/", 2);
    if (own.length == 2 && own[0].equals(id)) {
      reached.sequence = Math.max(reached.sequence, Long.parseLong(own[1]));
    }
  }
}
