package io.flyball.connectors.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.flyball.connectors.codec.FirstArrival;
import io.flyball.schemas.DeadLetter;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends the raw bytes of dead letters back to where they came from, each exactly once, however
 * often and from however many places it is called.
 *
 * <p>The records and the note of what was replayed (offsets of group {@value #GROUP}) are written
 * in one transaction, at most {@value #BATCH} letters to a transaction. All replays share one
 * transactional id, so that a second one ends the first before it reads the note.
 */
public final class DeadLetterReplay {
  /** The consumer group whose offsets say what was replayed. */
  public static final String GROUP = "flyball-dead-letter-replay";

  /** The header that names the dead letter which a record was replayed from. */
  public static final String HEADER = "__flyball.replayed-from";

  private static final int BATCH = 500;

  private final TopicClients clients;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Map<String, Integer> targets;
  private final Map<Integer, ReplayedOffsets> notes;
  private long inTransaction;
  private long replayed;
  private final TreeMap<String, Long> noTopic = new TreeMap<>();

  /**
   * What a replay did.
   *
   * @param replayed letters sent back
   * @param noTopic letters left alone because their source is no topic of this broker, by source
   * @param unreadable records among the dead letters that are none
   */
  public record Outcome(long replayed, Map<String, Long> noTopic, long unreadable) {}

  /** What was replayed has more gaps than can be noted; nothing of the transaction was sent. */
  public static final class TooScatteredException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private TooScatteredException() {
      super(
          "what was replayed is too scattered to note: replay without a reason, a topic, a job and a"
              + " limit first");
    }
  }

  private DeadLetterReplay(
      TopicClients clients,
      KafkaConsumer<byte[], byte[]> consumer,
      KafkaProducer<byte[], byte[]> producer,
      Map<String, Integer> targets,
      Map<Integer, ReplayedOffsets> notes) {
    this.clients = clients;
    this.consumer = consumer;
    this.producer = producer;
    this.targets = targets;
    this.notes = notes;
  }

  /**
   * Replays, oldest first, those that were not replayed yet.
   *
   * @param wanted which of them
   * @param limit at most so many
   * @param dryRun only counts what would be sent, and ends no other replay
   * @throws KafkaException when brokers or topics are not there, refuse, or stop answering: what
   *     was sent whole is noted
   * @throws TooScatteredException when what was replayed cannot be noted
   */
  public static Outcome run(
      TopicClients clients, Predicate<DeadLetter> wanted, long limit, boolean dryRun) {
    Map<String, Integer> targets = partitionCounts(clients);
    try (KafkaConsumer<byte[], byte[]> consumer = clients.consumer(GROUP);
        KafkaProducer<byte[], byte[]> producer =
            dryRun ? null : new KafkaProducer<>(writing(clients))) {
      if (producer != null) {
        producer.initTransactions();
      }
      return new DeadLetterReplay(clients, consumer, producer, targets, notes(clients))
          .run(wanted, limit);
    }
  }

  /** Which dead letters of each partition were replayed. */
  public static Predicate<StoredDeadLetter> replayed(TopicClients clients) {
    Map<Integer, ReplayedOffsets> notes = notes(clients);
    return stored ->
        notes.containsKey(stored.partition())
            && notes.get(stored.partition()).contains(stored.offset());
  }

  private Outcome run(Predicate<DeadLetter> wanted, long limit) {
    long unreadable =
        DeadLetterTopic.read(
            clients,
            consumer,
            stored -> {
              ReplayedOffsets note =
                  notes.computeIfAbsent(stored.partition(), p -> ReplayedOffsets.of(0, ""));
              if (replayed < limit
                  && !note.contains(stored.offset())
                  && wanted.test(stored.letter())) {
                take(stored, note);
              }
              return replayed < limit;
            });
    commit();
    return new Outcome(replayed, noTopic, unreadable);
  }

  private void take(StoredDeadLetter stored, ReplayedOffsets note) {
    String topic = stored.letter().getTopic();
    Integer partitions = targets.get(topic);
    if (partitions == null) {
      noTopic.merge(topic, 1L, Long::sum);
      return;
    }
    replayed++;
    if (producer == null) {
      return;
    }
    if (inTransaction == 0) {
      producer.beginTransaction();
    }
    // A failed send fails the commit.
    var unused = producer.send(record(stored, partitions));
    note.add(stored.offset());
    if (++inTransaction == BATCH) {
      commit();
    }
  }

  private void commit() {
    if (inTransaction == 0) {
      return;
    }
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    notes.forEach(
        (partition, note) -> {
          String text = note.text();
          if (text.length() > ReplayedOffsets.MAX_TEXT) {
            producer.abortTransaction();
            throw new TooScatteredException();
          }
          offsets.put(
              new TopicPartition(DeadLetterTopic.NAME, partition),
              new OffsetAndMetadata(note.position(), text));
        });
    producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
    producer.commitTransaction();
    inTransaction = 0;
  }

  private static ProducerRecord<byte[], byte[]> record(StoredDeadLetter stored, int partitions) {
    DeadLetter letter = stored.letter();
    boolean there = letter.getPartition() >= 0 && letter.getPartition() < partitions;
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            letter.getTopic(),
            there ? (Integer) letter.getPartition() : null,
            bytes(letter.getKey()),
            bytes(letter.getValue()));
    letter
        .getHeaders()
        .forEach(
            (name, value) -> {
              if (!name.equals(HEADER)) {
                record.headers().add(name, bytes(value));
              }
            });
    record.headers().add(HEADER, stored.name().getBytes(UTF_8));
    if (!letter.getHeaders().containsKey(FirstArrival.HEADER)) {
      String arrived = Long.toString(letter.getTime().toEpochMilli());
      record.headers().add(FirstArrival.HEADER, arrived.getBytes(UTF_8));
    }
    return record;
  }

  private static byte[] bytes(ByteBuffer buffer) {
    if (buffer == null) {
      return null;
    }
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  private static Map<String, Integer> partitionCounts(TopicClients clients) {
    try (Admin admin = clients.admin()) {
      var names = await(admin.listTopics().names());
      Map<String, TopicDescription> topics = await(admin.describeTopics(names).allTopicNames());
      Map<String, Integer> counts = new HashMap<>();
      topics.forEach((name, topic) -> counts.put(name, topic.partitions().size()));
      return counts;
    }
  }

  private static Map<Integer, ReplayedOffsets> notes(TopicClients clients) {
    try (Admin admin = clients.admin()) {
      Map<Integer, ReplayedOffsets> notes = new HashMap<>();
      await(
              admin
                  .listConsumerGroupOffsets(
                      GROUP, new ListConsumerGroupOffsetsOptions().requireStable(true))
                  .partitionsToOffsetAndMetadata())
          .forEach(
              (partition, note) ->
                  notes.put(
                      partition.partition(), ReplayedOffsets.of(note.offset(), note.metadata())));
      return notes;
    }
  }

  private static <T> T await(KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException fault ? fault : new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private static Map<String, Object> writing(TopicClients clients) {
    Map<String, Object> settings = new HashMap<>(clients.settings());
    settings.remove("default.api.timeout.ms");
    settings.put("key.serializer", ByteArraySerializer.class);
    settings.put("value.serializer", ByteArraySerializer.class);
    settings.put("transactional.id", GROUP);
    settings.put("max.request.size", 17 << 20);
    return settings;
  }
}
