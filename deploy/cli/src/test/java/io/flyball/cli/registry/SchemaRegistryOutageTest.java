package io.flyball.cli.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.connectors.codec.kafka.TopicCatalogue;
import io.flyball.connectors.registry.SchemaRegistry;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.feedback.FeedbackJob;
import io.flyball.jobs.runtime.config.Settings;
import io.flyball.local.ReadyBroker;
import io.flyball.schemas.DeadLetter;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackSignal;
import io.flyball.schemas.SignalKind;
import io.flyball.tools.kafka.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real Apicurio Registry that goes away and comes back. */
@Timeout(300)
class SchemaRegistryOutageTest {
  private static final Instant NOON = Instant.parse("2024-05-01T12:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final RecordCodec<Exposure> exposures = RecordCodec.of(Exposure.class);
  private final RecordCodec<FeedbackSignal> signals = RecordCodec.of(FeedbackSignal.class);

  @TempDir private Path folder;

  /** A job on a broker, and a client beside it that shows what the job's source does. */
  @Test
  void anOutageIsWaitedForUntilThePatienceIsSpentAndAJobGoesOnAndLosesNothing() throws Exception {
    try (ReadyBroker kafka = new ReadyBroker()) {
      Topics.create(kafka.broker(), TopicCatalogue.load().topics());
      int port;
      byte[] exposure;
      byte[] signal;
      SchemaRegistry client;
      JobClient job;
      try (ApicurioServer server = new ApicurioServer(folder.resolve("1.log"))) {
        port = server.port();
        SchemaRegistry producer = new SchemaRegistry(server.url());
        client = producer.patient(PATIENCE);
        job = start(kafka.bootstrap(), server.url());
        exposure = frame(producer, exposure("e1"));
        send(kafka, "feedback.exposures", exposure);
        signal = frame(producer, click("s2", "e1"));
        send(kafka, "feedback.signals", json("s1"));
        await(job, kafka, "feedback.attributed", 1);
        assertThat(decode(client, exposure)).isInstanceOf(Decoded.Good.class);
        assertThat(client.isDown()).isFalse();
      }
      try {
        assertThat(decode(client, exposure))
            .as("a schema that is known")
            .isInstanceOf(Decoded.Good.class);
        assertThat(refusal(client, signal)).startsWith("SCHEMA_UNAVAILABLE");
        assertThat(client.isDown()).isTrue();

        send(kafka, "feedback.signals", signal);
        byte[] letter = await(job, kafka, "dead-letters", 1).get(0);
        DeadLetter refused =
            ((Decoded.Good<DeadLetter>)
                    RecordCodec.of(DeadLetter.class)
                        .decode(new RawRecord("", 0, 0, 0, null, letter, Map.of())))
                .value();
        assertThat(refused.getReason()).isEqualTo("SCHEMA_UNAVAILABLE");
        send(kafka, "feedback.signals", json("s3"));
        await(job, kafka, "feedback.attributed", 2);

        try (ApicurioServer server = new ApicurioServer(folder.resolve("2.log"), port)) {
          SchemaRegistry producer = new SchemaRegistry(server.url());
          assertThat(frame(producer, exposure("e1"))).isEqualTo(exposure);
          assertThat(frame(producer, click("s2", "e1"))).isEqualTo(signal);
          String code = refusal(client, signal);
          while (code.startsWith("SCHEMA_UNAVAILABLE")) {
            code = refusal(client, signal);
          }
          assertThat(code)
              .as("the registry tells the schema of another record")
              .isEqualTo("UNKNOWN_TYPE");
          assertThat(client.isDown()).isFalse();
          for (int letters = 1, rows = 2; rows == 2; ) {
            send(kafka, "feedback.signals", signal);
            while (rows == 2 && letters == size(kafka, "dead-letters")) {
              rows = size(kafka, "feedback.attributed");
              requireRuns(job);
            }
            letters = size(kafka, "dead-letters");
          }
        }
      } finally {
        job.cancel().get();
      }
    }
  }

  private static JobClient start(String bootstrap, String url) throws Exception {
    FlyballConfig config =
        Settings.load(
            FlyballConfig.class,
            Optional.empty(),
            Map.of(),
            List.of(
                "kafka.bootstrap=" + bootstrap,
                "kafka.schema-registry-url=" + url,
                "kafka.schema-registry-patience=1 s",
                "kafka.guarantee=at-least-once",
                "feedback.order=arrival",
                "flink.parallelism=1",
                "flink.checkpoint-interval=200 ms"));
    var options = config.flink().toConfiguration();
    options.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(options);
    FeedbackJob.build(env, config);
    return env.executeAsync("feedback");
  }

  private static List<byte[]> await(JobClient job, ReadyBroker kafka, String topic, int records)
      throws Exception {
    while (size(kafka, topic) < records) {
      requireRuns(job);
    }
    return ReadyBroker.readAll(kafka.bootstrap(), topic).stream().map(r -> r.value()).toList();
  }

  private static void requireRuns(JobClient job) throws Exception {
    assertThat(job.getJobStatus().get().isGloballyTerminalState()).isFalse();
  }

  private static int size(ReadyBroker kafka, String topic) {
    return ReadyBroker.readAll(kafka.bootstrap(), topic).size();
  }

  private static void send(ReadyBroker kafka, String topic, byte[] value) {
    ReadyBroker.send(kafka.bootstrap(), List.of(new ProducerRecord<>(topic, value)));
  }

  private byte[] frame(SchemaRegistry registry, Exposure exposure) {
    return registry.frame("feedback.exposures", exposure.getSchema(), exposures.encode(exposure));
  }

  private byte[] frame(SchemaRegistry registry, FeedbackSignal signal) {
    return registry.frame("feedback.signals", signal.getSchema(), signals.encode(signal));
  }

  private Decoded<Exposure> decode(SchemaRegistry through, byte[] value) {
    return exposures.decode(
        new RawRecord("topic", 0, 0, 0, null, value, Map.of(), through.writerOf(value)));
  }

  private String refusal(SchemaRegistry through, byte[] value) {
    return ((Decoded.Refused<Exposure>) decode(through, value)).refusal().code();
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

  private static byte[] json(String id) {
    return "{\"id\":\"%s\",\"time\":%d,\"user\":\"user\",\"kind\":\"CLICK\",\"exposureId\":\"e1\"}"
        .formatted(id, NOON.plusSeconds(1).toEpochMilli())
        .getBytes(UTF_8);
  }
}
