package io.flyball.tools.importing;

import io.flyball.connectors.text.ReadAhead;
import io.flyball.tools.EventPace;
import io.flyball.tools.Progress;
import io.flyball.tools.UserError;
import io.flyball.tools.kafka.Broker;
import io.flyball.tools.kafka.TopicEnds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificData;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends what was read to topics, in the order of event time, each record once: a header, {@value
 * #HEADER}, holds the import's id and the record's number, and a second run of the same import
 * reads from the partitions what is there already.
 */
public final class ImportSender {
  /** In bytes. */
  private static final ReadAhead.Bounds AHEAD = new ReadAhead.Bounds(4, 1024, 1 << 20);

  /** Header of every record that is sent. */
  public static final String HEADER = "flyball-import";

  private static final long SAVE_EVERY_NS = 500_000_000L;
  private static final int LOOK_EVERY = 256;

  private final Broker broker;
  private final String prefix;
  private final String id;
  private final byte[] prefixOfStamps;
  private final ImportState state;
  private final Consumer<String> say;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private volatile boolean stopped;

  /**
   * @param prefix before the names of the topics; empty for none
   * @param hash of the files and of how they are read
   * @param folder where it is kept how far the import is
   * @param say takes sentences for the person who waits
   */
  public ImportSender(
      Broker broker, String prefix, String hash, Path folder, Consumer<String> say) {
    this.broker = broker;
    this.prefix = prefix;
    this.say = say;
    String cluster;
    try (Admin admin = broker.admin()) {
      cluster = broker.await(admin.describeCluster().clusterId());
    }
    this.id = hash;
    this.prefixOfStamps = (id + "/").getBytes(StandardCharsets.UTF_8);
    this.state =
        ImportState.load(
            folder, hash + "-" + Integer.toHexString((cluster + "/" + prefix).hashCode()));
    state.content().cluster = cluster;
  }

  /** How many records were sent now. */
  public record Sent(long now, long before) {}

  /**
   * Sends what is not there yet.
   *
   * @param shiftToNow whether event times move so that the last record is of now
   * @param again whether what was sent by an earlier run is sent once more
   */
  public Sent send(ImportReading reading, double speed, boolean shiftToNow, boolean again) {
    List<Integer> types =
        IntStream.range(0, RecordTypes.ALL.size())
            .filter(type -> reading.count(type) > 0)
            .boxed()
            .toList();
    List<String> topics = types.stream().map(type -> prefix + RecordTypes.topic(type)).toList();
    Map<TopicPartition, Long> ends = TopicEnds.of(broker, topics);
    boolean fresh = again || !state.resumed();
    if (fresh) {
      state.content().done = false;
      state.content().total = reading.count();
      state.content().shift = shiftToNow ? Instant.now().toEpochMilli() - reading.last() : 0;
      ends.forEach(state::put);
      warn(reading, types, ends);
      state.save();
    } else if (state.content().done) {
      return new Sent(0, reading.count());
    } else {
      SentBefore.find(broker, id, state, ends);
    }
    ImportPlaces places = new ImportPlaces(prefix, ends.keySet(), state);
    long before = fresh ? 0 : countSent(reading, places);
    return new Sent(run(reading, places, speed, before), before);
  }

  /** Ends a run; the next one goes on where it stopped. */
  public void stop() {
    stopped = true;
  }

  private static long countSent(ImportReading reading, ImportPlaces places) {
    long count = 0;
    long sequence = 0;
    try (SortedRuns.Records records = reading.sorted()) {
      for (ImportedRecord r = records.next(); r != null; r = records.next(), sequence++) {
        count += sequence <= places.of(r).known() ? 1 : 0;
      }
      return count;
    } catch (IOException e) {
      throw UserError.causedBy("cannot read the sorted records back", e);
    }
  }

  private static ReadAhead<ImportedRecord> ahead(SortedRuns.Records records) {
    return new ReadAhead<>(
        "import-merge", records, AHEAD, record -> record.key().length + record.value().length);
  }

  private long run(ImportReading reading, ImportPlaces places, double speed, long before) {
    EventPace pace = new EventPace(speed);
    boolean paced = !Double.isInfinite(speed);
    long shift = state.content().shift;
    long sent = 0;
    long sequence = 0;
    long nextSave = System.nanoTime() + SAVE_EVERY_NS;
    try (Progress progress = Progress.onStderr("sent", OptionalLong.of(reading.count() - before));
        KafkaProducer<byte[], byte[]> producer = producer(broker);
        ReadAhead<ImportedRecord> records = ahead(reading.sorted())) {
      for (ImportedRecord r = records.next(); r != null && !stopped; r = records.next()) {
        long number = sequence++;
        ImportPlaces.Place at = places.of(r);
        if (number <= at.known()) {
          continue;
        }
        if (paced) {
          pace.await(Instant.ofEpochMilli(r.time()));
        }
        send(producer, reading.types(), r, at, number, shift);
        sent++;
        if (failure.get() != null) {
          break;
        }
        // A look at the clock costs as much as a tenth of sending a record.
        if (paced || sent % LOOK_EVERY == 0) {
          progress.update(sent);
          if (System.nanoTime() - nextSave > 0) {
            state.save();
            nextSave = System.nanoTime() + SAVE_EVERY_NS;
          }
        }
      }
      progress.update(sent);
      producer.flush();
    } catch (IOException e) {
      throw UserError.causedBy("cannot read the sorted records back", e);
    } catch (KafkaException e) {
      failure.compareAndSet(null, e);
    }
    state.content().done = !stopped && failure.get() == null;
    state.save();
    if (failure.get() != null) {
      throw new UserError(
          UserError.why(failure.get())
              + ": the broker took only a part; the same command goes on where it stopped",
          failure.get());
    }
    return sent;
  }

  private void send(
      KafkaProducer<byte[], byte[]> producer,
      RecordTypes types,
      ImportedRecord record,
      ImportPlaces.Place at,
      long number,
      long shift) {
    byte[] value =
        shift == 0
            ? record.value()
            : types.encode(
                record.type(),
                ImportReading.shifted(types.decode(record.type(), record.value()), shift));
    TopicPartition to = at.partition();
    ProducerRecord<byte[], byte[]> message =
        new ProducerRecord<>(to.topic(), to.partition(), record.key(), framed(record, to, value));
    message.headers().add(HEADER, stamp(number));
    var unused =
        producer.send(
            message,
            (place, problem) -> {
              if (problem != null) {
                failure.compareAndSet(null, problem);
              } else {
                at.reach(place.offset(), number);
              }
            });
  }

  /** The import and the number, as text. */
  private byte[] stamp(long number) {
    int digits = 1;
    for (long rest = number; rest > 9; rest /= 10) {
      digits++;
    }
    byte[] text = Arrays.copyOf(prefixOfStamps, prefixOfStamps.length + digits);
    long rest = number;
    for (int at = text.length - 1; at >= prefixOfStamps.length; at--, rest /= 10) {
      text[at] = (byte) ('0' + rest % 10);
    }
    return text;
  }

  private byte[] framed(ImportedRecord record, TopicPartition at, byte[] value) {
    return broker
        .registry()
        .map(
            registry ->
                registry.frame(
                    at.topic(),
                    SpecificData.get().getSchema(RecordTypes.ALL.get(record.type())),
                    value))
        .orElse(value);
  }

  /** A producer as imports have it: acknowledged by all replicas, idempotent, large batches. */
  public static KafkaProducer<byte[], byte[]> producer(Broker broker) {
    Map<String, Object> settings = broker.clientSettings();
    settings.remove("default.api.timeout.ms");
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 1 << 17);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Warns where the topics hold later records than those of the log: it would be too late. */
  private void warn(ImportReading reading, List<Integer> types, Map<TopicPartition, Long> ends) {
    Map<String, Integer> typeOf = new HashMap<>();
    types.forEach(type -> typeOf.put(prefix + RecordTypes.topic(type), type));
    Instant begin = Instant.ofEpochMilli(reading.first() + state.content().shift);
    NewestRecord.of(broker, ends, typeOf, reading.types())
        .filter(newest -> newest.isAfter(begin))
        .ifPresent(
            newest ->
                say.accept(
                    String.format(
                        Locale.ROOT,
                        "warning: the topics already hold records of %s, and this log begins at %s:"
                            + " running jobs refuse older records as TOO_LATE. Send it to topics of"
                            + " its own with --prefix NAME., or move its times with --shift-to-now",
                        newest,
                        begin)));
  }

  /** Where it is kept how far the import is. */
  public Path stateFile() {
    return state.file();
  }
}
