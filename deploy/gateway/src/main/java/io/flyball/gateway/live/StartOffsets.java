package io.flyball.gateway.live;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a topic's history begins: some time before its newest record, not less than so many records
 * back, and not more.
 *
 * @param history before the newest record of the topic
 * @param least records of the topic that are read however old they are
 * @param most records of the topic that are read
 */
record StartOffsets(Duration history, long least, long most) {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** The first offset of each partition, of which there is at least one. */
  Map<TopicPartition, Long> of(
      LiveSettings settings, Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions, PATIENCE);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
    long newest = newest(settings, partitions);
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(p -> times.put(p, Math.max(0, newest - history.toMillis())));
    Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times, PATIENCE);
    Map<TopicPartition, Long> starts = new HashMap<>();
    for (TopicPartition partition : partitions) {
      long end = ends.get(partition);
      OffsetAndTimestamp at = found.get(partition);
      long byTime = at == null ? end : at.offset();
      long atMost = end - (most + partitions.size() - 1) / partitions.size();
      long atLeast = end - (least + partitions.size() - 1) / partitions.size();
      long begin = Math.max(atMost, Math.min(atLeast, byTime));
      starts.put(partition, Math.max(begins.get(partition), begin));
    }
    return starts;
  }

  /** The largest timestamp of the topic; 0 when it is empty. */
  private static long newest(LiveSettings settings, List<TopicPartition> partitions) {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    partitions.forEach(partition -> wanted.put(partition, OffsetSpec.maxTimestamp()));
    try (Admin admin = Admin.create(settings.client())) {
      long newest = 0;
      for (var info : admin.listOffsets(wanted).all().get().values()) {
        newest = Math.max(newest, info.timestamp());
      }
      return newest;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException fault ? fault : new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }
}
