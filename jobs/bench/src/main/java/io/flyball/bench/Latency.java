package io.flyball.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How long a job takes to answer while records come at a steady rate.
 *
 * <p>Measured on the records whose answer the subject awaits: from the moment at which the record
 * was due to be produced (not that at which a slow sender got round to it) to the moment at which a
 * consumer of the output topic has the answer in hand. The job delivers at least once and the
 * consumer reads uncommitted: exactly once adds the wait for the next checkpoint by design. The
 * first seconds are not counted.
 *
 * @param run name of the run
 * @param perSecond records fed per second
 * @param answers records measured
 * @param missing records whose answer did not come within ten seconds of the last record
 * @param p50Ms median, ms
 * @param p99Ms 99th percentile, ms
 * @param maxMs the longest, ms
 */
public record Latency(
    String run,
    double perSecond,
    long answers,
    long missing,
    double p50Ms,
    double p99Ms,
    double maxMs) {
  private static final Duration WARM_UP = Duration.ofSeconds(5);
  private static final Duration MEASURED = Duration.ofSeconds(20);
  private static final long TICK = Duration.ofMillis(1).toNanos();
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** How many records a measurement at this rate feeds. */
  static long records(double perSecond) {
    return (long) (perSecond * WARM_UP.plus(MEASURED).toSeconds());
  }

  /** Feeds the records from index {@code from} on; returns the measurement when all is answered. */
  static Latency measure(
      String run,
      Backlog backlog,
      Subject subject,
      long from,
      double perSecond,
      String bootstrap,
      String outputTopic,
      LongConsumer progress) {
    Map<String, Long> due = new ConcurrentHashMap<>();
    try (Consumer<byte[], byte[]> consumer = consumer(bootstrap, outputTopic)) {
      CompletableFuture<Void> fed =
          CompletableFuture.runAsync(() -> feed(backlog, subject, from, perSecond, due, progress));
      Histogram nanos = collect(consumer, subject, due, fed);
      fed.join();
      return new Latency(
          run,
          perSecond,
          nanos.getTotalCount(),
          due.size(),
          nanos.getValueAtPercentile(50) / 1e6,
          nanos.getValueAtPercentile(99) / 1e6,
          nanos.getMaxValue() / 1e6);
    }
  }

  private static Consumer<byte[], byte[]> consumer(String bootstrap, String topic) {
    Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrap,
                "isolation.level",
                "read_uncommitted",
                "enable.auto.commit",
                false),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions = new ArrayList<>();
    consumer
        .partitionsFor(topic)
        .forEach(p -> partitions.add(new TopicPartition(topic, p.partition())));
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    return consumer;
  }

  private static void feed(
      Backlog backlog,
      Subject subject,
      long from,
      double perSecond,
      Map<String, Long> due,
      LongConsumer progress) {
    long start = System.nanoTime();
    long counted = start + WARM_UP.toNanos();
    long records = records(perSecond);
    for (long i = 0; i < records; i++) {
      long at = start + tick((long) (i / perSecond * 1e9));
      for (long wait = at - System.nanoTime(); wait > 0; wait = at - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      long index = from + i;
      String awaited = at >= counted ? subject.awaits(index) : null;
      Subject.Sent record = subject.at(index);
      if (awaited != null) {
        due.put(awaited, at);
      }
      backlog.send(record);
      if ((i & 0xfff) == 0) {
        progress.accept(i);
      }
    }
    backlog.flush();
  }

  /** The next full tick: a thread that sleeps between any two records takes a processor's share. */
  private static long tick(long nanos) {
    return (nanos + TICK - 1) / TICK * TICK;
  }

  private static Histogram collect(
      Consumer<byte[], byte[]> consumer,
      Subject subject,
      Map<String, Long> due,
      CompletableFuture<Void> fed) {
    Histogram nanos = new Histogram(Duration.ofHours(1).toNanos(), 3);
    long deadline = Long.MAX_VALUE;
    while (!(fed.isDone() && due.isEmpty()) && System.nanoTime() < deadline) {
      if (fed.isDone() && deadline == Long.MAX_VALUE) {
        deadline = System.nanoTime() + PATIENCE.toNanos();
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
        String id = subject.answered(record.value());
        Long at = id == null ? null : due.remove(id);
        if (at != null) {
          nanos.recordValue(System.nanoTime() - at);
        }
      }
    }
    return nanos;
  }
}
