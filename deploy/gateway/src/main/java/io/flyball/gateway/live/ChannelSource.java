package io.flyball.gateway.live;

import io.flyball.connectors.codec.kafka.AccessFaults;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Follows a topic from some time before its end, without a consumer group. Brokers that are away
 * are waited for: where it was it goes on. Its thread ends with {@link #close()}.
 */
final class ChannelSource implements Feed.Source {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final long FLUSH_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long PARTITIONS_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final long AGAIN_MS = 1000;

  private final LiveSettings settings;
  private final String topic;
  private final StartOffsets start;
  private final TopicSink sink;
  private volatile boolean closed;
  private volatile Status status = Status.STARTING;
  private final Map<TopicPartition, Long> places = new HashMap<>();
  private Map<TopicPartition, Long> ends = Map.of();
  private long flushed = System.nanoTime();

  ChannelSource(LiveSettings settings, String topic, StartOffsets start, TopicSink sink) {
    this.settings = settings;
    this.topic = topic;
    this.start = start;
    this.sink = sink;
  }

  @Override
  public Status status() {
    return status;
  }

  /** Asks it to end; what its thread holds is freed soon after. */
  @Override
  public void close() {
    closed = true;
  }

  @Override
  public void run() {
    while (!closed) {
      try (KafkaConsumer<byte[], byte[]> consumer =
          new KafkaConsumer<>(
              settings.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
        follow(consumer);
      } catch (InterruptException | WakeupException e) {
        return;
      } catch (RuntimeException e) {
        // Whatever it is, it is shown, and tried again.
        unavailable(e);
        pause();
      }
    }
  }

  private void follow(KafkaConsumer<byte[], byte[]> consumer) {
    assign(consumer);
    long looked = System.nanoTime();
    long assigned = looked;
    while (!closed) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        sink.accept(record);
      }
      consumer.assignment().forEach(partition -> place(consumer, partition));
      long now = System.nanoTime();
      if (!records.isEmpty() || now - looked > LOOK_NANOS) {
        look(consumer, records.isEmpty());
        looked = now;
      }
      if (now - flushed > FLUSH_NANOS) {
        sink.flush();
        flushed = now;
      }
      if (now - assigned > PARTITIONS_NANOS && status.state() == Status.State.LIVE) {
        assign(consumer);
        assigned = now;
      }
    }
  }

  private void place(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition) {
    places.put(partition, consumer.position(partition, PATIENCE));
  }

  /** Takes up the topic's partitions, each where it was, or where the history begins. */
  private void assign(KafkaConsumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions = partitions(consumer);
    if (consumer.assignment().equals(java.util.Set.copyOf(partitions))) {
      return;
    }
    ends = consumer.endOffsets(partitions, PATIENCE);
    List<TopicPartition> fresh = partitions.stream().filter(p -> !places.containsKey(p)).toList();
    places.putAll(start.of(settings, consumer, fresh, !places.isEmpty()));
    consumer.assign(partitions);
    partitions.forEach(partition -> consumer.seek(partition, places.get(partition)));
    show(Status.State.CATCHING_UP, null);
  }

  private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
    var found = consumer.partitionsFor(topic, PATIENCE);
    if (found == null || found.isEmpty()) {
      throw new IllegalStateException(
          "the broker at "
              + settings.bootstrap()
              + " has no topic '"
              + topic
              + "': make it with ./flyball topics create");
    }
    return found.stream().map(p -> new TopicPartition(topic, p.partition())).toList();
  }

  /** Whether brokers are there, and whether the history is read. */
  private void look(KafkaConsumer<byte[], byte[]> consumer, boolean ask) {
    if (ask) {
      try {
        ends = consumer.endOffsets(ends.keySet(), PATIENCE);
      } catch (KafkaException e) {
        unavailable(e);
        return;
      }
    }
    boolean reached = true;
    for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
      reached &= places.getOrDefault(end.getKey(), 0L) >= end.getValue();
    }
    boolean wasLive = status.state() == Status.State.LIVE;
    show(reached || wasLive ? Status.State.LIVE : Status.State.CATCHING_UP, null);
  }

  private void unavailable(RuntimeException failure) {
    String reason =
        failure instanceof IllegalStateException
            ? failure.getMessage()
            : AccessFaults.sentence(failure, settings.bootstrap())
                .orElse("the broker at " + settings.bootstrap() + " does not answer");
    show(Status.State.UNAVAILABLE, reason);
  }

  private void show(Status.State state, String reason) {
    status = new Status(state, reason, sink.unreadable(), sink.late());
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(AGAIN_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed = true;
    }
  }
}
