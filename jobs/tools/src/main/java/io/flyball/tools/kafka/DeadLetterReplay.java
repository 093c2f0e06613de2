package io.flyball.tools.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.flyball.schemas.DeadLetter;
import io.flyball.tools.UserError;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
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

  private final Broker broker;
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

  private DeadLetterReplay(
      Broker broker,
      KafkaConsumer<byte[], byte[]> consumer,
      KafkaProducer<byte[], byte[]> producer,
      Map<String, Integer> targets,
      Map<Integer, ReplayedOffsets> notes) {
    this.broker = broker;
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
   */
  public static Outcome run(Broker broker, Predicate<DeadLetter> wanted, long limit) {
    Map<String, Integer> targets = partitionCounts(broker);
    Map<String, Object> reading = TopicLog.settings(broker);
    reading.put("group.id", GROUP);
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(reading);
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(writing(broker))) {
      producer.initTransactions();
      DeadLetterReplay replay =
          new DeadLetterReplay(broker, consumer, producer, targets, notes(broker));
      return replay.run(wanted, limit);
    } catch (TimeoutException | AuthenticationException | AuthorizationException e) {
      throw broker.failure(e);
    } catch (KafkaException e) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "the replay stopped (%s): what was sent whole is noted, run it again for the rest",
              e.getMessage()),
          e);
    }
  }

  private Outcome run(Predicate<DeadLetter> wanted, long limit) {
    long unreadable =
        DeadLetterLog.read(
            broker,
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
    if (inTransaction == 0) {
      producer.beginTransaction();
    }
    // A failed send fails the commit.
    var unused = producer.send(record(stored, partitions));
    note.add(stored.offset());
    replayed++;
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
            throw new UserError(
                "what was replayed is too scattered to note: replay without --reason, --topic and"
                    + " --limit first");
          }
          offsets.put(
              new TopicPartition(DeadLetterLog.TOPIC, partition),
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

  private static Map<String, Integer> partitionCounts(Broker broker) {
    try (Admin admin = broker.admin()) {
      var names = broker.await(admin.listTopics().names());
      Map<String, TopicDescription> topics =
          broker.await(admin.describeTopics(names).allTopicNames());
      Map<String, Integer> counts = new HashMap<>();
      topics.forEach((name, topic) -> counts.put(name, topic.partitions().size()));
      return counts;
    }
  }

  private static Map<Integer, ReplayedOffsets> notes(Broker broker) {
    try (Admin admin = broker.admin()) {
      Map<Integer, ReplayedOffsets> notes = new HashMap<>();
      broker
          .await(
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

  private static Map<String, Object> writing(Broker broker) {
    Map<String, Object> settings = broker.clientSettings();
    settings.remove("default.api.timeout.ms");
    settings.put("key.serializer", ByteArraySerializer.class);
    settings.put("value.serializer", ByteArraySerializer.class);
    settings.put("transactional.id", GROUP);
    settings.put("max.request.size", 17 << 20);
    return settings;
  }
}
