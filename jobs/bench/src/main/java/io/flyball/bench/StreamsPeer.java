package io.flyball.bench;

import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.KafkaConfig.Guarantee;
import io.flyball.schemas.AttributedFeedback;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackSignal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.JoinWindows;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.kstream.StreamJoined;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.BuiltInDslStoreSuppliers;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * Attribution as Kafka Streams offers it: deduplication in a window store, a stream-stream join on
 * the exposure's id. State is in memory, as that of the jobs on heap.
 */
final class StreamsPeer implements Running {
  /**
   * Kafka Streams judges lateness by the newest record of a task, and a task reads its topics at
   * different speeds: with less, records of a backlog count as late and are dropped.
   */
  private static final Duration GRACE = Duration.ofDays(60);

  private static final Duration REMEMBERED = Duration.ofDays(1);
  private static final int PARTITIONS = 4;

  private final KafkaStreams streams;
  private final LongAdder done;

  private StreamsPeer(KafkaStreams streams, LongAdder done) {
    this.streams = streams;
    this.done = done;
  }

  static StreamsPeer start(FlyballConfig config, String output, Path work, Duration window) {
    Properties settings = settings(config.kafka().group() + "-streams");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, config.kafka().bootstrap());
    settings.put(StreamsConfig.STATE_DIR_CONFIG, work.toString());
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.flink().parallelism());
    settings.put(
        StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, config.flink().checkpointInterval().toMillis());
    settings.put(
        StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
        config.kafka().guarantee() == Guarantee.EXACTLY_ONCE
            ? StreamsConfig.EXACTLY_ONCE_V2
            : StreamsConfig.AT_LEAST_ONCE);
    LongAdder done = new LongAdder();
    KafkaStreams streams = new KafkaStreams(topology(settings, output, window, done), settings);
    streams.start();
    return new StreamsPeer(streams, done);
  }

  static Properties settings(String application) {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
    settings.put(
        StreamsConfig.DSL_STORE_SUPPLIERS_CLASS_CONFIG,
        BuiltInDslStoreSuppliers.InMemoryDslStoreSuppliers.class);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    settings.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 5);
    settings.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 128 << 10);
    return settings;
  }

  static Topology topology(Properties settings, String output, Duration window, LongAdder done) {
    StreamsBuilder builder =
        new StreamsBuilder(new TopologyConfig(new StreamsConfig(withBroker(settings))));
    Serde<Exposure> exposures = serde(Exposure.getEncoder(), Exposure.getDecoder());
    Serde<FeedbackSignal> signals = serde(FeedbackSignal.getEncoder(), FeedbackSignal.getDecoder());
    Serde<AttributedFeedback> rows =
        serde(AttributedFeedback.getEncoder(), AttributedFeedback.getDecoder());
    KStream<String, Exposure> shown =
        distinct(
            source(builder, "feedback.exposures", exposures, Exposure::getTime),
            exposures,
            Exposure::getId,
            "exposures",
            builder,
            done);
    KStream<String, FeedbackSignal> answers =
        distinct(
            source(builder, "feedback.signals", signals, FeedbackSignal::getTime)
                .filter((key, signal) -> isNamed(signal, done)),
            signals,
            FeedbackSignal::getId,
            "signals",
            builder,
            done);
    shown
        .join(
            answers.selectKey((id, signal) -> signal.getExposureId()),
            FeedbackPeers::row,
            JoinWindows.ofTimeDifferenceAndGrace(FeedbackPeers.BEFORE, GRACE).after(window),
            StreamJoined.with(Serdes.String(), exposures, signals).withName("join"))
        .selectKey((exposure, row) -> row.getUser())
        .to(output, Produced.with(Serdes.String(), rows));
    return builder.build();
  }

  private static boolean isNamed(FeedbackSignal signal, LongAdder done) {
    if (signal.getExposureId() == null) {
      done.increment();
      return false;
    }
    return true;
  }

  /** A configuration is whole only with a broker, even where none is spoken to. */
  private static Properties withBroker(Properties settings) {
    Properties whole = new Properties();
    whole.putAll(settings);
    whole.putIfAbsent(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:9092");
    return whole;
  }

  private static <T> KStream<String, T> source(
      StreamsBuilder builder, String topic, Serde<T> serde, Function<T, Instant> time) {
    Consumed<String, T> how =
        Consumed.with(Serdes.String(), serde)
            .withTimestampExtractor(
                (record, partition) -> {
                  @SuppressWarnings("unchecked") // the topic's serde made it
                  T value = (T) record.value();
                  return time.apply(value).toEpochMilli();
                });
    return builder.stream(topic, how);
  }

  private static <T> KStream<String, T> distinct(
      KStream<String, T> records,
      Serde<T> serde,
      Function<T, String> id,
      String name,
      StreamsBuilder builder,
      LongAdder done) {
    String store = "seen-" + name;
    builder.addStateStore(
        Stores.windowStoreBuilder(
            Stores.inMemoryWindowStore(store, GRACE, REMEMBERED, false),
            Serdes.String(),
            Serdes.Long()));
    return records
        .selectKey((key, value) -> id.apply(value))
        .repartition(
            Repartitioned.with(Serdes.String(), serde)
                .withName(name)
                .withNumberOfPartitions(PARTITIONS))
        .processValues(() -> new FirstOfId<T>(store, done), store);
  }

  private static <T> Serde<T> serde(
      BinaryMessageEncoder<T> encoder, BinaryMessageDecoder<T> decoder) {
    return Serdes.serdeFrom(
        (topic, value) -> {
          try {
            ByteBuffer bytes = encoder.encode(value);
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            return copy;
          } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
          }
        },
        (topic, bytes) -> {
          try {
            return decoder.decode(bytes);
          } catch (IOException e) {
            throw new UncheckedIOException("a record of the load is broken", e);
          }
        });
  }

  private static final class FirstOfId<T> extends ContextualFixedKeyProcessor<String, T, T> {
    private final String store;
    private final LongAdder done;
    private WindowStore<String, Long> seen;

    FirstOfId(String store, LongAdder done) {
      this.store = store;
      this.done = done;
    }

    @Override
    public void init(FixedKeyProcessorContext<String, T> context) {
      super.init(context);
      seen = context.getStateStore(store);
    }

    @Override
    public void process(FixedKeyRecord<String, T> record) {
      done.increment();
      long time = record.timestamp();
      try (WindowStoreIterator<Long> before =
          seen.fetch(record.key(), time - REMEMBERED.toMillis(), time + REMEMBERED.toMillis())) {
        if (before.hasNext()) {
          return;
        }
      }
      seen.put(record.key(), time, time);
      context().forward(record);
    }
  }

  @Override
  public long processed() {
    if (streams.state() == KafkaStreams.State.ERROR) {
      throw new IllegalStateException("the Kafka Streams peer has failed; see its log");
    }
    return done.sum();
  }

  @Override
  public void close() {
    streams.close(Duration.ofSeconds(60));
    streams.cleanUp();
  }
}
