package io.flyball.gateway.letters;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.connectors.topic.DeadLetterReplay;
import io.flyball.connectors.topic.DeadLetterTopic;
import io.flyball.connectors.topic.StoredDeadLetter;
import io.flyball.connectors.topic.TopicClients;
import io.flyball.connectors.topic.TopicScan;
import io.flyball.schemas.DeadLetter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Reads dead letters from the newest back, a piece of each partition at a time, until a page is
 * full or {@value #MOST} were looked at. Only what is shown of a letter is held.
 */
public final class LetterReader {
  static final int MOST = 20_000;
  private static final int PIECE = 200;

  private final TopicClients clients;
  private final LetterQuery query;
  private final LetterJson json;
  private final RecordCodec<DeadLetter> codec = DeadLetterTopic.codec();
  private final Map<TopicPartition, Partition> partitions = new HashMap<>();
  private Predicate<StoredDeadLetter> replayed;
  private long scanned;
  private long unreadable;

  /** A partition, read back to {@code start}; of what was read the newest is last. */
  private static final class Partition {
    private final long begin;
    private final Deque<Found> found = new ArrayDeque<>();
    private long start;

    private Partition(long begin, long start) {
      this.begin = begin;
      this.start = start;
    }

    private boolean isReadOn() {
      return found.isEmpty() && start > begin;
    }

    private long place() {
      return found.isEmpty() ? start : found.getLast().offset + 1;
    }
  }

  private record Found(long offset, long timestamp, ObjectNode json) {}

  private LetterReader(TopicClients clients, LetterQuery query) {
    this.clients = clients;
    this.query = query;
    this.json = new LetterJson();
  }

  /**
   * Reads a page.
   *
   * @throws KafkaException when brokers or the topic are not there, or stop answering
   */
  public static LetterPage read(TopicClients clients, LetterQuery query) {
    LetterReader reader = new LetterReader(clients, query);
    try (KafkaConsumer<byte[], byte[]> consumer = clients.consumer()) {
      return reader.read(consumer);
    }
  }

  private LetterPage read(KafkaConsumer<byte[], byte[]> consumer) {
    var all = TopicScan.partitions(consumer, DeadLetterTopic.NAME, clients.patience());
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(all, clients.patience());
    Map<TopicPartition, Long> ends = consumer.endOffsets(all, clients.patience());
    for (TopicPartition one : all) {
      long end =
          Math.min(ends.get(one), query.before().getOrDefault(one.partition(), ends.get(one)));
      partitions.put(one, new Partition(begins.get(one), Math.max(begins.get(one), end)));
    }
    replayed = replayed();
    List<ObjectNode> letters = new ArrayList<>();
    while (letters.size() < query.limit()) {
      for (Map.Entry<TopicPartition, Partition> one : partitions.entrySet()) {
        while (one.getValue().isReadOn() && scanned < MOST) {
          readBack(consumer, one.getKey(), one.getValue());
        }
      }
      Partition newest = newest();
      if (newest == null || partitions.values().stream().anyMatch(Partition::isReadOn)) {
        break;
      }
      letters.add(newest.found.removeLast().json());
    }
    return new LetterPage(letters, next(), scanned, unreadable);
  }

  /** The one whose newest letter is the newest of all; null when there is none. */
  private Partition newest() {
    return partitions.values().stream()
        .filter(one -> !one.found.isEmpty())
        .max(Comparator.comparingLong(one -> one.found.getLast().timestamp()))
        .orElse(null);
  }

  private String next() {
    boolean more =
        partitions.values().stream().anyMatch(one -> !one.found.isEmpty() || one.start > one.begin);
    Map<Integer, Long> places = new HashMap<>();
    partitions.forEach((partition, one) -> places.put(partition.partition(), one.place()));
    return more ? LetterQuery.text(places) : null;
  }

  /** Reads the piece before what was read. */
  private void readBack(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, Partition one) {
    long end = one.start;
    one.start = Math.max(one.begin, end - PIECE);
    consumer.assign(List.of(partition));
    consumer.seek(partition, one.start);
    boolean older = true;
    int silent = 0;
    while (consumer.position(partition, clients.patience()) < end) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(clients.patience());
      silent = records.isEmpty() ? silent + 1 : 0;
      if (silent == 3) {
        throw new TimeoutException("no records and no end");
      }
      for (ConsumerRecord<byte[], byte[]> record : records) {
        if (record.offset() < end) {
          older &= record.timestamp() < query.from();
          take(record, one);
        }
      }
    }
    if (older && query.from() > 0) {
      one.start = one.begin;
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record, Partition one) {
    scanned++;
    StoredDeadLetter stored = DeadLetterTopic.stored(clients, codec, record);
    if (stored == null) {
      unreadable++;
    } else if (record.timestamp() >= query.from() && query.matches(stored.letter())) {
      ObjectNode node = json.of(stored, record.timestamp());
      if (replayed == null) {
        node.putNull("replayed");
      } else {
        node.put("replayed", replayed.test(stored));
      }
      one.found.addLast(new Found(record.offset(), record.timestamp(), node));
    }
  }

  /** Which were replayed; null without the right to know. */
  private Predicate<StoredDeadLetter> replayed() {
    try {
      return DeadLetterReplay.replayed(clients);
    } catch (KafkaException e) {
      return null;
    }
  }
}
