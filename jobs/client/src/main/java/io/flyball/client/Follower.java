package io.flyball.client;

import io.flyball.connectors.codec.RawRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all partitions of the snapshots and of control, committed records alone, from the beginning
 * and on, in a thread of its own. A broker that is away, or a topic that is not there yet, is tried
 * again for as long as the client is open.
 */
final class Follower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final long RETRY_MILLIS = 500;
  private static final long NEW_PARTITIONS_NANOS = Duration.ofMinutes(1).toNanos();

  private final Map<String, Object> settings;
  private final String snapshots;
  private final String control;
  private final Policies policies;
  private final CountDownLatch caughtUp = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "flyball-client-follower");
  private volatile KafkaConsumer<byte[], byte[]> consumer;

  Follower(Map<String, Object> kafka, String snapshots, String control, Policies policies) {
    this.settings = new HashMap<>(kafka);
    settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    this.snapshots = snapshots;
    this.control = control;
    this.policies = policies;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Whether everything that was there at the start has been read. */
  boolean awaitCaughtUp(long nanos) throws InterruptedException {
    return caughtUp.await(nanos, TimeUnit.NANOSECONDS);
  }

  private boolean open() {
    return closed.getCount() > 0;
  }

  private void run() {
    while (open()) {
      try (KafkaConsumer<byte[], byte[]> opened = new KafkaConsumer<>(settings)) {
        consumer = opened;
        follow(opened);
      } catch (WakeupException e) {
        LOG.debug("The client stops following: it is being closed");
      } catch (KafkaException e) {
        LOG.warn(
            "The client cannot follow {} and {}: {}. It decides by what it has, and tries again.",
            snapshots,
            control,
            e.getMessage());
        pause();
      } finally {
        consumer = null;
      }
    }
  }

  private void follow(KafkaConsumer<byte[], byte[]> from) {
    List<TopicPartition> known = List.of();
    Map<TopicPartition, Long> ends = null;
    long looked = 0;
    while (open()) {
      if (known.isEmpty() || System.nanoTime() - looked > NEW_PARTITIONS_NANOS) {
        looked = System.nanoTime();
        known = assign(from, known);
        if (known.isEmpty()) {
          pause();
          continue;
        }
      }
      if (ends == null) {
        ends = from.endOffsets(known);
      }
      for (ConsumerRecord<byte[], byte[]> record : from.poll(POLL)) {
        take(record);
      }
      if (caughtUp.getCount() > 0 && reached(from, ends)) {
        caughtUp.countDown();
      }
    }
  }

  /** Partitions that are new are read from their beginning; the others go on. */
  private List<TopicPartition> assign(
      KafkaConsumer<byte[], byte[]> from, List<TopicPartition> known) {
    List<TopicPartition> all = new ArrayList<>();
    for (String topic : List.of(snapshots, control)) {
      List<PartitionInfo> infos = from.partitionsFor(topic);
      if (infos == null || infos.isEmpty()) {
        LOG.warn("There is no topic '{}' yet: the client waits for it.", topic);
        return known;
      }
      infos.forEach(info -> all.add(new TopicPartition(topic, info.partition())));
    }
    if (!Set.copyOf(known).equals(Set.copyOf(all))) {
      from.assign(all);
      from.seekToBeginning(all.stream().filter(one -> !known.contains(one)).toList());
    }
    return all;
  }

  private static boolean reached(
      KafkaConsumer<byte[], byte[]> from, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream().allMatch(end -> from.position(end.getKey()) >= end.getValue());
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    RawRecord raw =
        new RawRecord(
            record.topic(),
            record.partition(),
            record.offset(),
            record.timestamp(),
            record.key(),
            record.value(),
            headers(record));
    try {
      if (record.topic().equals(snapshots)) {
        policies.onSnapshot(raw);
      } else {
        policies.onControl(raw);
      }
    } catch (RuntimeException e) {
      // A metrics sink may throw; it must not end the following.
      LOG.warn("A record of {} was not followed", record.topic(), e);
    }
  }

  private static Map<String, byte[]> headers(ConsumerRecord<byte[], byte[]> record) {
    Map<String, byte[]> headers = new HashMap<>();
    record.headers().forEach(header -> headers.put(header.key(), header.value()));
    return headers;
  }

  private void pause() {
    try {
      closed.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      closed.countDown();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    KafkaConsumer<byte[], byte[]> open = consumer;
    if (open != null) {
      open.wakeup();
    }
    Threads.join(thread);
  }
}
