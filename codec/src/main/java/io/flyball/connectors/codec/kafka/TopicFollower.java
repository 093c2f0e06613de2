package io.flyball.connectors.codec.kafka;

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
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads every partition of some topics without a group, committed records alone, and goes on
 * following them. Brokers that are away and topics that are not there yet are waited for; it goes
 * on from where it was. Records are handed over on one thread.
 */
public final class TopicFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long NEW_PARTITIONS = TimeUnit.SECONDS.toNanos(30);

  /** After so long without a record the brokers are asked whether they are there. */
  private static final long SILENCE = TimeUnit.SECONDS.toNanos(2);

  private static final long RETRY_MS = 500;

  /** What takes the records. */
  @FunctionalInterface
  public interface Reader {
    void read(ConsumerRecord<byte[], byte[]> record);

    /** Called after every look at the topics, several times a second. */
    default void looked() {}
  }

  private record Waiter(TopicPartition partition, long offset, CompletableFuture<Void> passed) {}

  private final List<String> topics;
  private final StartPlaces start;
  private final Reader reader;
  private final String bootstrap;
  private final Map<String, Object> settings;
  private final Map<TopicPartition, Long> places = new HashMap<>();
  private final ConcurrentLinkedQueue<Waiter> waiters = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean started = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
  private final Thread thread;
  private volatile KafkaConsumer<byte[], byte[]> consumer;
  private volatile boolean atEnd;
  private volatile String fault;

  /**
   * @param client how brokers are reached, {@code bootstrap.servers} among it; what a follower
   *     cannot do without replaces what is given
   * @param topics all of them must be there before any is read
   * @param start where a partition is read from first
   */
  public TopicFollower(
      Map<String, Object> client, List<String> topics, StartPlaces start, Reader reader) {
    this.topics = List.copyOf(topics);
    this.start = start;
    this.reader = reader;
    this.bootstrap = String.valueOf(client.get(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG));
    this.settings = settings(client);
    this.thread = new Thread(this::run, "follow-" + String.join("-", topics));
    thread.setDaemon(true);
  }

  private static Map<String, Object> settings(Map<String, Object> client) {
    Map<String, Object> all = new HashMap<>();
    all.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "1000");
    all.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "5000");
    all.putAll(client);
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
  public void start() {
    if (!started.getAndSet(true)) {
      thread.start();
    }
  }

  /** Whether it is at the end that the topics had when it last took up their partitions. */
  public boolean atEnd() {
    return atEnd;
  }

  /** Completes when all that was there at the beginning was read; not to be completed by others. */
  public CompletableFuture<Void> caughtUp() {
    return caughtUp;
  }

  /** Why the topics cannot be read now, as one sentence; nothing while they can. */
  public Optional<String> fault() {
    return Optional.ofNullable(fault);
  }

  /** Why what was there is not read yet, as one sentence; nothing when it is. */
  public Optional<String> obstacle() {
    return caughtUp.isDone()
        ? Optional.empty()
        : fault()
            .or(
                () ->
                    Optional.of(
                        "topic "
                            + String.join(", ", topics)
                            + " is not read to its end yet: ask again in a second"));
  }

  /** Completes when the record at an offset was handed over, or is known to be gone. */
  public CompletableFuture<Void> passed(TopicPartition partition, long offset) {
    Waiter waiter = new Waiter(partition, offset, new CompletableFuture<>());
    waiters.add(waiter);
    return waiter.passed();
  }

  private boolean open() {
    return closed.getCount() > 0;
  }

  private void run() {
    while (open()) {
      try (KafkaConsumer<byte[], byte[]> opened = new KafkaConsumer<>(settings)) {
        consumer = opened;
        follow(opened);
      } catch (WakeupException | InterruptException e) {
        // Closed; the loop's condition ends it.
      } catch (RuntimeException e) {
        // Whatever it is, it is said, and tried again.
        broken(sentence(e));
      }
      pause();
    }
  }

  private String sentence(RuntimeException e) {
    return AccessFaults.sentence(e, bootstrap)
        .orElseGet(
            () ->
                e instanceof TimeoutException
                    ? "the broker at " + bootstrap + " does not answer"
                    : "topic " + String.join(", ", topics) + " cannot be read: " + e.getMessage());
  }

  private void broken(String why) {
    if (!why.equals(fault)) {
      LOG.warn("{}. It is tried again.", why);
    }
    fault = why;
  }

  private void pause() {
    try {
      var unused = closed.await(RETRY_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      closed.countDown();
    }
  }

  private void follow(KafkaConsumer<byte[], byte[]> opened) {
    Map<TopicPartition, Long> ends = Map.of();
    long looked = 0;
    long heard = System.nanoTime();
    while (open()) {
      long now = System.nanoTime();
      if (ends.isEmpty() || now - looked > NEW_PARTITIONS) {
        looked = now;
        List<TopicPartition> all = partitions(opened);
        if (all.isEmpty()) {
          return;
        }
        if (!ends.keySet().equals(Set.copyOf(all))) {
          ends = assign(opened, all);
        }
      }
      ConsumerRecords<byte[], byte[]> records = opened.poll(POLL);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        reader.read(record);
      }
      if (records.isEmpty() && now - heard > SILENCE) {
        opened.endOffsets(ends.keySet());
      }
      if (!records.isEmpty() || now - heard > SILENCE) {
        heard = now;
        fault = null;
      }
      advance(opened, ends);
      reader.looked();
    }
  }

  /** The partitions of all topics; none when a topic is missing. */
  private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> opened) {
    List<TopicPartition> all = new ArrayList<>();
    for (String topic : topics) {
      List<PartitionInfo> infos = opened.partitionsFor(topic);
      if (infos == null || infos.isEmpty()) {
        broken(
            "the broker at "
                + bootstrap
                + " has no topic '"
                + topic
                + "': make it with ./flyball topics create");
        return List.of();
      }
      infos.forEach(info -> all.add(new TopicPartition(topic, info.partition())));
    }
    return all;
  }

  /** Goes to where each partition is to be read on; returns the ends they have now. */
  private Map<TopicPartition, Long> assign(
      KafkaConsumer<byte[], byte[]> opened, List<TopicPartition> all) {
    Map<TopicPartition, Long> ends = opened.endOffsets(all);
    List<TopicPartition> fresh = all.stream().filter(p -> !places.containsKey(p)).toList();
    if (!fresh.isEmpty()) {
      // A partition that was added has nothing from before this reader began.
      StartPlaces from = places.isEmpty() ? start : StartPlaces.BEGINNING;
      places.putAll(from.of(opened, fresh));
    }
    opened.assign(all);
    all.forEach(partition -> opened.seek(partition, places.get(partition)));
    return ends;
  }

  private void advance(KafkaConsumer<byte[], byte[]> opened, Map<TopicPartition, Long> ends) {
    boolean reached = true;
    for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
      long place = opened.position(end.getKey());
      places.put(end.getKey(), place);
      reached &= place >= end.getValue();
    }
    atEnd = reached;
    if (reached && caughtUp.complete(null)) {
      fault = null;
    }
    waiters.removeIf(
        waiter ->
            places.getOrDefault(waiter.partition(), 0L) > waiter.offset()
                && waiter.passed().complete(null));
    waiters.removeIf(waiter -> waiter.passed().isDone());
  }

  /** Asks it to end, which it does soon after. */
  public void stop() {
    closed.countDown();
    KafkaConsumer<byte[], byte[]> open = consumer;
    if (open != null) {
      open.wakeup();
    }
  }

  /** Ends; no record is handed over afterwards, unless the reader takes longer than 2 s for one. */
  @Override
  public void close() {
    stop();
    try {
      thread.join(2000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
