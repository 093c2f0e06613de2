package io.flyball.gateway;

import io.flyball.connectors.codec.kafka.AccessFaults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads every partition of a topic without a group, committed records alone, and goes on following
 * it; when brokers go away it goes on from where it was. Records are handed over on its own thread.
 */
final class TopicFollower implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration NEW_PARTITIONS = Duration.ofSeconds(30);
  private static final long RETRY_MS = 500;

  /** From where a topic is read. */
  enum From {
    START,
    END
  }

  private record Waiter(TopicPartition partition, long offset, CompletableFuture<Void> passed) {}

  private final String topic;
  private final From from;
  private final String bootstrap;
  private final Map<String, Object> properties;
  private final Consumer<ConsumerRecord<byte[], byte[]>> reader;
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private final ConcurrentLinkedQueue<Waiter> waiters = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean started = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile KafkaConsumer<byte[], byte[]> consumer;
  private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
  private volatile String fault;
  private Thread thread;

  TopicFollower(
      GatewaySettings settings,
      String topic,
      From from,
      Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    this.topic = topic;
    this.from = from;
    this.bootstrap = settings.bootstrap();
    this.reader = reader;
    this.properties = properties(settings);
  }

  private static Map<String, Object> properties(GatewaySettings settings) {
    Map<String, Object> all = new HashMap<>();
    all.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "1000");
    all.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "5000");
    settings.kafka().stringPropertyNames().forEach(k -> all.put(k, settings.kafka().get(k)));
    all.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrap());
    all.remove(ConsumerConfig.GROUP_ID_CONFIG);
    all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    all.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    all.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return all;
  }

  /** Begins to read; a second call changes nothing. */
  void start() {
    if (!started.getAndSet(true)) {
      thread = new Thread(this::run, "gateway-" + topic);
      thread.setDaemon(true);
      thread.start();
    }
  }

  String topic() {
    return topic;
  }

  /** Whether it has read all that was there when it began. */
  boolean isCaughtUp() {
    return caughtUp.isDone();
  }

  /** Completes when it has; not to be completed by others. */
  CompletableFuture<Void> caughtUp() {
    return caughtUp;
  }

  /** Why what was there is not read yet, as one sentence; nothing when it is. */
  Optional<String> obstacle() {
    if (isCaughtUp()) {
      return Optional.empty();
    }
    String why = fault;
    return Optional.of(
        why != null
            ? why
            : "topic " + topic + " is not read to its end yet: ask again in a second");
  }

  /** Completes when the record at an offset was handed over, or is known to be gone. */
  CompletableFuture<Void> passed(int partition, long offset) {
    Waiter waiter =
        new Waiter(new TopicPartition(topic, partition), offset, new CompletableFuture<>());
    waiters.add(waiter);
    return waiter.passed();
  }

  private void run() {
    while (closed.getCount() > 0) {
      try (KafkaConsumer<byte[], byte[]> opened = new KafkaConsumer<>(properties)) {
        consumer = opened;
        follow(opened);
      } catch (WakeupException | InterruptException e) {
        // Closed; the loop's condition ends it.
      } catch (KafkaException e) {
        fault = sentence(e);
      }
      pause();
    }
  }

  private String sentence(KafkaException e) {
    return AccessFaults.sentence(e, bootstrap)
        .orElseGet(() -> "topic " + topic + " cannot be read: " + e.getMessage());
  }

  private void pause() {
    try {
      var unused = closed.await(RETRY_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow(KafkaConsumer<byte[], byte[]> opened) {
    Set<TopicPartition> assigned = Set.of();
    Map<TopicPartition, Long> ends = Map.of();
    long looked = 0;
    while (closed.getCount() > 0) {
      long now = System.nanoTime();
      if (assigned.isEmpty() || now - looked > NEW_PARTITIONS.toNanos()) {
        looked = now;
        List<TopicPartition> all = partitions(opened);
        if (all.isEmpty()) {
          fault =
              "the broker at "
                  + bootstrap
                  + " has no topic '"
                  + topic
                  + "': make it with ./flyball topics create";
          return;
        }
        if (!assigned.equals(Set.copyOf(all))) {
          assigned = Set.copyOf(all);
          ends = assign(opened, all);
        }
      }
      for (ConsumerRecord<byte[], byte[]> record : opened.poll(POLL)) {
        reader.accept(record);
      }
      advance(opened, assigned, ends);
    }
  }

  private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> opened) {
    List<PartitionInfo> infos = opened.partitionsFor(topic);
    return infos == null
        ? List.of()
        : infos.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
  }

  /** Goes to where each partition is to be read on; returns the ends they have now. */
  private Map<TopicPartition, Long> assign(
      KafkaConsumer<byte[], byte[]> opened, List<TopicPartition> all) {
    Map<TopicPartition, Long> ends = opened.endOffsets(all);
    List<TopicPartition> fresh = new ArrayList<>();
    opened.assign(all);
    for (TopicPartition partition : all) {
      Long position = positions.get(partition);
      if (position != null) {
        opened.seek(partition, position);
      } else if (from == From.END && positions.isEmpty()) {
        opened.seek(partition, ends.get(partition));
      } else {
        // A partition that was added has nothing from before this reader began.
        fresh.add(partition);
      }
    }
    if (!fresh.isEmpty()) {
      opened.seekToBeginning(fresh);
    }
    return ends;
  }

  private void advance(
      KafkaConsumer<byte[], byte[]> opened,
      Set<TopicPartition> assigned,
      Map<TopicPartition, Long> ends) {
    boolean reached = true;
    for (TopicPartition partition : assigned) {
      long position = opened.position(partition);
      positions.put(partition, position);
      reached &= position >= ends.getOrDefault(partition, 0L);
    }
    if (reached) {
      fault = null;
      caughtUp.complete(null);
    }
    waiters.removeIf(
        waiter ->
            positions.getOrDefault(waiter.partition(), 0L) > waiter.offset()
                && waiter.passed().complete(null));
    waiters.removeIf(waiter -> waiter.passed().isDone());
  }

  @Override
  public void close() {
    closed.countDown();
    KafkaConsumer<byte[], byte[]> open = consumer;
    if (open != null) {
      open.wakeup();
    }
    if (thread != null) {
      try {
        thread.join(2000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
