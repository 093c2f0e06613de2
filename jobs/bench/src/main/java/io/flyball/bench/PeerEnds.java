package io.flyball.bench;

import io.flyball.connectors.kafka.KafkaSinks;
import io.flyball.connectors.kafka.KafkaSources;
import io.flyball.jobs.deployment.FlyballConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.flink.util.function.SerializableSupplier;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Sources and sink of the peers on Flink: Avro's own encoders, Flink's own types, and the settings
 * of the real jobs for everything else.
 */
record PeerEnds(FlyballConfig config, String job) {
  /** Counts the records that a peer has taken in. */
  static final String READ = "flyball.peer.READ";

  private static final Duration DISORDER = Duration.ofMinutes(5);

  /** The records of a topic, stamped with their own time and counted. */
  @SuppressWarnings("deprecation") // the connector has no other way to say where to start
  <T> DataStream<T> source(
      StreamExecutionEnvironment env,
      String topic,
      Class<T> type,
      SerializableSupplier<BinaryMessageDecoder<T>> decoder,
      SerializableFunction<T, Instant> time) {
    TypeInformation<T> info = TypeInformation.of(type);
    var source =
        KafkaSources.of(
            config.kafka().bootstrap(),
            config.kafka().clientProperties(),
            Optional.empty(),
            config.kafka().group() + "-" + job + "-" + topic,
            List.of(topic),
            raw -> decode(decoder.get(), raw.value()),
            info,
            OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST));
    WatermarkStrategy<T> strategy =
        WatermarkStrategy.<T>forBoundedOutOfOrderness(DISORDER)
            .withTimestampAssigner((record, kafkaTime) -> time.apply(record).toEpochMilli());
    return env.fromSource(source, strategy, topic)
        .uid("source-" + topic)
        .map(new CountRead<T>())
        .returns(info)
        .uid("count-" + topic);
  }

  private static <T> T decode(BinaryMessageDecoder<T> decoder, byte[] value) {
    try {
      return decoder.decode(value);
    } catch (IOException e) {
      throw new UncheckedIOException("a record of the load is broken", e);
    }
  }

  /** Writes Avro records, partitioned by a text. */
  <T> void sink(
      DataStream<T> records,
      String topic,
      SerializableSupplier<BinaryMessageEncoder<T>> encoder,
      SerializableFunction<T, String> key) {
    records
        .sinkTo(
            KafkaSinks.<T>of(
                config.kafka().bootstrap(),
                config.kafka().clientProperties(),
                topic,
                record ->
                    new ProducerRecord<>(
                        topic,
                        key.apply(record).getBytes(StandardCharsets.UTF_8),
                        encode(encoder.get(), record)),
                config.kafka().deliveryGuarantee(),
                config.kafka().group() + "-" + job,
                "sink"))
        .uid("sink");
  }

  private static <T> byte[] encode(BinaryMessageEncoder<T> encoder, T record) {
    try {
      ByteBuffer bytes = encoder.encode(record);
      byte[] value = new byte[bytes.remaining()];
      bytes.get(value);
      return value;
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
  }

  private static final class CountRead<T> extends RichMapFunction<T, T> {
    private static final long serialVersionUID = 1;
    private final LongCounter read = new LongCounter();

    @Override
    public void open(OpenContext context) {
      getRuntimeContext().addAccumulator(READ, read);
    }

    @Override
    public T map(T record) {
      read.add(1);
      return record;
    }
  }
}
