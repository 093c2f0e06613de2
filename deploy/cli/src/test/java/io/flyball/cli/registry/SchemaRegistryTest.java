package io.flyball.cli.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.cli.CommandRun;
import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.connectors.codec.WriterSchema;
import io.flyball.connectors.codec.kafka.TopicCatalogue;
import io.flyball.connectors.registry.SchemaRegistry;
import io.flyball.core.record.Refusal;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.feedback.FeedbackJob;
import io.flyball.jobs.runtime.config.Settings;
import io.flyball.local.ReadyBroker;
import io.flyball.schemas.AttributedFeedback;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackSignal;
import io.flyball.schemas.SignalKind;
import io.flyball.tools.kafka.Topics;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Confluent wire format with a real Apicurio Registry. */
class SchemaRegistryTest {
  private static final Instant NOON = Instant.parse("2024-05-01T12:00:00Z");

  @TempDir private static Path folder;
  private static ApicurioServer server;
  private static ReadyBroker kafka;

  private final RecordCodec<Exposure> codec = RecordCodec.of(Exposure.class);
  private final SchemaRegistry registry = new SchemaRegistry(server.url());

  @BeforeAll
  static void start() throws Exception {
    server = new ApicurioServer(folder.resolve("apicurio.log"));
    kafka = new ReadyBroker();
    Topics.create(kafka.broker(), TopicCatalogue.load().topics());
  }

  @AfterAll
  static void stop() {
    server.close();
    kafka.close();
  }

  @Test
  void whatHasNoFrameIsNotLookedUp() {
    SchemaRegistry nowhere = new SchemaRegistry("http://127.0.0.1:1");
    assertThat(nowhere.writerOf(null)).isNull();
    assertThat(nowhere.writerOf(new byte[] {0, 0, 0, 1})).isNull();
    assertThat(nowhere.writerOf(codec.encode(exposure("e")))).isNull();
    assertThat(nowhere.writerOf("{}    ".getBytes(UTF_8))).isNull();
  }

  @Test
  void aFramedRecordComesBackThroughAnotherClient() throws Exception {
    byte[] framed = registry.frame("feedback.exposures", Exposure.getClassSchema(), bytes("e1"));
    assertThat(framed[0]).isZero();
    assertThat(good(decode(InstantiationUtil.clone(registry), framed))).isEqualTo(exposure("e1"));
    byte[] again =
        new SchemaRegistry(server.url()).frame("a", Exposure.getClassSchema(), bytes(""));
    assertThat(ByteBuffer.wrap(again).getInt(1)).isEqualTo(ByteBuffer.wrap(framed).getInt(1));
  }

  @Test
  void aProducerMayWriteWithANewerSchemaThanOurs() throws Exception {
    Schema current = Exposure.getClassSchema();
    List<Schema.Field> fields = new ArrayList<>();
    current.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
    fields.add(new Schema.Field("added", Schema.create(Schema.Type.STRING), null, "none"));
    Schema newer =
        Schema.createRecord(current.getName(), null, current.getNamespace(), false, fields);
    GenericRecord record = new GenericData.Record(newer);
    Exposure known = exposure("e2");
    current.getFields().forEach(field -> record.put(field.name(), known.get(field.pos())));
    record.put("added", "something new");
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write(new byte[10]);
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(body, null);
    new GenericDatumWriter<GenericRecord>(newer, known.getSpecificData()).write(record, encoder);
    encoder.flush();
    byte[] framed = registry.frame("newer", newer, body.toByteArray());
    assertThat(good(decode(registry, framed))).isEqualTo(known);
  }

  @Test
  void whatTheRegistryDoesNotKnowOrIsAnotherRecordIsRefused() {
    byte[] unknown = {0, 0x7F, 0, 0, 0, 1, 2};
    assertThat(refusal(decode(registry, unknown)).code()).isEqualTo("UNKNOWN_FINGERPRINT");
    assertThat(refusal(decode(registry, unknown)).message()).contains("does not exist");
    byte[] signal =
        registry.frame(
            "feedback.signals",
            FeedbackSignal.getClassSchema(),
            RecordCodec.of(FeedbackSignal.class).encode(click("s1", "e1")));
    assertThat(refusal(decode(registry, signal)).code()).isEqualTo("UNKNOWN_TYPE");
    byte[] framed = registry.frame("feedback.exposures", Exposure.getClassSchema(), bytes("e1"));
    byte[] cut = Arrays.copyOf(framed, framed.length - 1);
    assertThat(refusal(decode(registry, cut)).code()).isEqualTo("MALFORMED_AVRO");
    assertThat(refusal(codec.decode(raw(framed, null))).code()).isEqualTo("UNSUPPORTED_FRAMING");
  }

  @Test
  void aRegistryThatDoesNotAnswerRefusesNothingAndSaysSo() {
    SchemaRegistry down = new SchemaRegistry("http://127.0.0.1:1");
    assertThatThrownBy(() -> down.writerOf(new byte[] {0, 0, 0, 0, 1, 2}))
        .hasMessageContaining("does not answer")
        .hasMessageContaining("kafka.schema-registry-url");
    assertThatThrownBy(() -> new SchemaRegistry("registry:8080"))
        .hasMessageContaining("begins with http");
  }

  @Test
  void toolsReadAndWriteTheWireFormat() throws Exception {
    Path config = folder.resolve("tools.yaml");
    Files.writeString(
        config,
        "kafka:\n  bootstrap: %s\n  schema-registry-url: %s\n"
            .formatted(kafka.bootstrap(), server.url()));
    String file = config.toString();

    CommandRun set =
        CommandRun.of("control", "set", "bandit/news", "mode=frozen", "--config", file);
    assertThat(set.exitCode()).as(set.err()).isZero();
    assertThat(ReadyBroker.readAll(kafka.bootstrap(), "control"))
        .singleElement()
        .satisfies(record -> assertThat(record.value()[0]).isZero());

    assertThat(CommandRun.of("control", "list", "--config", file).out()).contains("mode=frozen");
    assertThat(CommandRun.of("control", "list", "--bootstrap", kafka.bootstrap()).out()).isEmpty();
    Files.writeString(
        config,
        "kafka:\n  bootstrap: %s\n  schema-registry-url: http://127.0.0.1:1\n"
            .formatted(kafka.bootstrap()));
    CommandRun down = CommandRun.of("control", "list", "--config", file);
    assertThat(down.exitCode()).isEqualTo(1);
    assertThat(down.err()).contains("the schema registry at", "does not answer");
  }

  @Test
  void aJobReadsAndWritesTheWireFormat() throws Exception {
    ReadyBroker.send(
        kafka.bootstrap(),
        List.of(
            framed("feedback.exposures", exposure("e9")),
            framed("feedback.signals", click("s9", "e9"))));
    FlyballConfig config =
        Settings.load(
            FlyballConfig.class,
            Optional.empty(),
            Map.of(),
            List.of(
                "kafka.bootstrap=" + kafka.bootstrap(),
                "kafka.schema-registry-url=" + server.url(),
                "kafka.guarantee=at-least-once",
                "flink.parallelism=1",
                "flink.checkpoint-interval=200 ms"));
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(config.flink().toConfiguration());
    FeedbackJob.build(env, config);
    JobClient job = env.executeAsync("feedback");
    try {
      List<ConsumerRecord<byte[], byte[]>> answers = List.of();
      while (answers.isEmpty()) {
        assertThat(job.getJobStatus().get().isGloballyTerminalState()).isFalse();
        answers = ReadyBroker.readAll(kafka.bootstrap(), "feedback.attributed");
      }
      byte[] value = answers.get(0).value();
      assertThat(
              RecordCodec.of(AttributedFeedback.class).decode(raw(value, registry.writerOf(value))))
          .isInstanceOfSatisfying(
              Decoded.Good.class,
              good -> assertThat(((AttributedFeedback) good.value()).getUser()).isEqualTo("user"));
    } finally {
      job.cancel().get();
    }
  }

  private <T extends SpecificRecord> ProducerRecord<byte[], byte[]> framed(String topic, T record) {
    @SuppressWarnings("unchecked")
    RecordCodec<T> codec = (RecordCodec<T>) RecordCodec.of(record.getClass());
    byte[] value = registry.frame(topic, record.getSchema(), codec.encode(record));
    return new ProducerRecord<>(topic, value);
  }

  private byte[] bytes(String id) {
    return codec.encode(exposure(id));
  }

  private Decoded<Exposure> decode(SchemaRegistry through, byte[] value) {
    return codec.decode(raw(value, through.writerOf(value)));
  }

  private static RawRecord raw(byte[] value, WriterSchema writer) {
    return new RawRecord("topic", 0, 0, 0, null, value, Map.of(), writer);
  }

  private static Object good(Decoded<?> decoded) {
    return ((Decoded.Good<?>) decoded).value();
  }

  private static Refusal refusal(Decoded<?> decoded) {
    return ((Decoded.Refused<?>) decoded).refusal();
  }

  private static Exposure exposure(String id) {
    return Exposure.newBuilder().setId(id).setTime(NOON).setUser("user").setItem("item").build();
  }

  private static FeedbackSignal click(String id, String exposure) {
    return FeedbackSignal.newBuilder()
        .setId(id)
        .setTime(NOON.plusSeconds(1))
        .setUser("user")
        .setKind(SignalKind.CLICK)
        .setExposureId(exposure)
        .build();
  }
}
