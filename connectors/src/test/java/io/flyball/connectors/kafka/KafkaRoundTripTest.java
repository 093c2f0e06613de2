package io.flyball.connectors.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.connectors.codec.kafka.DeadLetterHeaders;
import io.flyball.connectors.codec.kafka.TopicCatalogue;
import io.flyball.core.record.Refusal;
import io.flyball.schemas.ControlUpdate;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against a real broker and a real mini-cluster: bad bytes in, good and refused out, once each. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class KafkaRoundTripTest {
  private static final TopicCatalogue CATALOGUE = TopicCatalogue.load();
  private static final String CONTROL = "control";
  private static final String DEAD_LETTERS = "dead-letters";

  @TempDir Path folder;

  @Test
  void everyRecordComesOutExactlyOnceGoodOrRefused() throws Exception {
    RecordCodec<ControlUpdate> codec = RecordCodec.of(ControlUpdate.class);
    ControlUpdate update =
        ControlUpdate.newBuilder()
            .setTarget("feedback")
            .setVersion(1)
            .setTime(Instant.ofEpochMilli(1_700_000_000_000L))
            .setParameters(Map.of())
            .build();
    try (Broker broker = Broker.start(folder)) {
      // a compacted topic refuses records without a key, so the bad values get keys as well
      broker.create(CATALOGUE.find(CONTROL));
      broker.create(CATALOGUE.find(DEAD_LETTERS));
      List<byte[]> values = new ArrayList<>();
      values.add("garbage".getBytes(UTF_8));
      values.add(codec.encode(update));
      values.add(null);
      values.add("{\"target\":".getBytes(UTF_8));
      values.add(codec.encode(update));
      produce(broker, values);

      JobClient job = start(broker, RecordCodec.of(ControlUpdate.class));
      List<ConsumerRecord<byte[], byte[]>> out = consume(broker, values.size());
      job.cancel().get();

      assertThat(out)
          .extracting(KafkaRoundTripTest::describe)
          .containsExactly(
              "UNKNOWN_FORMAT control@0",
              "good",
              "TOMBSTONE control@2",
              "MALFORMED_JSON control@3",
              "good");
      assertThat(out.get(1).value()).isEqualTo(codec.encode(update));
    }
  }

  private static JobClient start(Broker broker, RecordCodec<ControlUpdate> codec) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1);
    env.enableCheckpointing(200);
    SerializableFunction<RawRecord, Tuple3<byte[], String, String>> decode =
        raw -> {
          Decoded<ControlUpdate> decoded = codec.decode(raw);
          if (decoded instanceof Decoded.Good<ControlUpdate> good) {
            return Tuple3.of(codec.encode(good.value()), "", "");
          }
          Refusal refusal = ((Decoded.Refused<ControlUpdate>) decoded).refusal();
          return Tuple3.of(new byte[0], refusal.reason().name(), raw.topic() + "@" + raw.offset());
        };
    SerializableFunction<Tuple3<byte[], String, String>, ProducerRecord<byte[], byte[]>> serialize =
        parts -> {
          ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(DEAD_LETTERS, parts.f0);
          if (!parts.f1.isEmpty()) {
            record.headers().add(DeadLetterHeaders.REASON, parts.f1.getBytes(UTF_8));
            record.headers().add(DeadLetterHeaders.TOPIC, parts.f2.getBytes(UTF_8));
          }
          return record;
        };
    env.fromSource(
            KafkaSources.of(
                broker.bootstrap(),
                new Properties(),
                Optional.empty(),
                "round-trip",
                List.of(CONTROL),
                decode,
                Types.TUPLE(Types.PRIMITIVE_ARRAY(Types.BYTE), Types.STRING, Types.STRING),
                OffsetsInitializer.earliest()),
            WatermarkStrategy.noWatermarks(),
            "control")
        .sinkTo(
            KafkaSinks.of(
                broker.bootstrap(),
                new Properties(),
                DEAD_LETTERS,
                serialize,
                DeliveryGuarantee.EXACTLY_ONCE,
                "round-trip",
                "out"))
        .uid("out");
    return env.executeAsync();
  }

  private static void produce(Broker broker, List<byte[]> values) throws Exception {
    Properties settings = broker.client();
    settings.putAll(KafkaSinks.defaults());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (byte[] value : values) {
        producer.send(new ProducerRecord<>(CONTROL, "k".getBytes(UTF_8), value)).get();
      }
    }
  }

  private static List<ConsumerRecord<byte[], byte[]>> consume(Broker broker, int count) {
    Properties settings = broker.client();
    settings.setProperty("group.id", "reader");
    settings.setProperty("auto.offset.reset", "earliest");
    settings.setProperty("isolation.level", "read_committed");
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(DEAD_LETTERS));
      while (records.size() < count) {
        consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
      }
      consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
    }
    return records;
  }

  private static String describe(ConsumerRecord<byte[], byte[]> record) {
    var reason = record.headers().lastHeader(DeadLetterHeaders.REASON);
    if (reason == null) {
      return "good";
    }
    var place = record.headers().lastHeader(DeadLetterHeaders.TOPIC);
    return new String(reason.value(), UTF_8) + " " + new String(place.value(), UTF_8);
  }
}
