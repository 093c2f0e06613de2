package io.flyball.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.gateway.GatewayRun.Answer;
import io.flyball.jobs.bandit.BanditJob;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.config.Settings;
import io.flyball.local.ReadyBroker;
import io.flyball.schemas.Decision;
import io.flyball.schemas.DecisionOutcome;
import io.flyball.schemas.OutcomeStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The gateway beside the bandit job on a broker. */
@Timeout(300)
class DecideByJobTest {
  private static final String[] LONG = {"Flyball-Deadline-Ms", "30000"};
  private static JobClient job;
  private static GatewayRun run;
  @TempDir static Path folder;

  private final String policy = "policy-" + UUID.randomUUID();

  @BeforeAll
  static void start() throws Exception {
    String bootstrap = SharedBroker.bootstrap();
    FlyballConfig config =
        Settings.load(
            FlyballConfig.class,
            Optional.empty(),
            Map.of(),
            List.of(
                "kafka.bootstrap=" + bootstrap,
                "flink.parallelism=1",
                "flink.checkpoint-interval=300 ms",
                "flink.checkpoint-dir=" + folder.toUri(),
                "bandit.algorithm=softmax",
                "bandit.publish.every=1",
                "bandit.publish.threshold=0"));
    Configuration options = config.flink().toConfiguration();
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(options);
    BanditJob.build(env, config);
    job = env.executeAsync("bandit");
    run = GatewayRun.ready(bootstrap);
  }

  @AfterAll
  static void stop() throws Exception {
    run.close();
    job.cancel().get();
  }

  private Answer decide(String rest, String fields, String... headers) {
    String body =
        "{\"id\":\""
            + policy
            + "/"
            + rest
            + "\",\"arms\":[{\"id\":\"a\"},{\"id\":\"b\"}]"
            + fields
            + "}";
    String[] all = new String[headers.length + LONG.length];
    System.arraycopy(LONG, 0, all, 0, LONG.length);
    System.arraycopy(headers, 0, all, LONG.length, headers.length);
    return run.post("/v1/decide", "application/json", body, all);
  }

  private <T extends SpecificRecord> List<T> all(String topic, Class<T> type) {
    RecordCodec<T> codec = RecordCodec.of(type);
    return ReadyBroker.readAll(SharedBroker.bootstrap(), topic).stream()
        .filter(record -> new String(record.key(), UTF_8).equals(policy))
        .map(r -> codec.decode(new RawRecord("t", 0, 0, 0, r.key(), r.value(), Map.of())))
        .map(decoded -> ((Decoded.Good<T>) decoded).value())
        .toList();
  }

  private Optional<Decision> decision(String rest) {
    return all("bandit.decisions", Decision.class).stream()
        .filter(one -> one.getId().equals(policy + "/" + rest))
        .findFirst();
  }

  @Test
  void theJobAnswersByItsTopics() {
    Answer answer = decide("1", "", "Flyball-Via", "topic");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    JsonNode decision = answer.json();
    assertThat(decision.get("source").asText()).isEqualTo("topic");
    assertThat(decision.get("logged").asText()).isEqualTo("acked");
    Decision known = decision("1").orElseThrow();
    assertThat(decision.get("arm").asText()).isEqualTo(known.getArm());
    assertThat(decision.get("propensity").asDouble()).isEqualTo(known.getPropensity());
    assertThat(decide("1", "", "Flyball-Via", "topic").json()).isEqualTo(decision);
    assertThat(all("bandit.decisions", Decision.class)).hasSize(1);
  }

  @Test
  void whatTheJobRefusesIsRefusedInItsWords() {
    decide("1", "", "Flyball-Via", "topic");
    Answer answer = decide("2", ",\"weights\":[1,2]", "Flyball-Via", "topic");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
    assertThat(answer.json().get("reason").asText()).isEqualTo("MODEL_MISMATCH");
  }

  @Test
  void withoutASnapshotTheJobIsAskedAndWithOneItIsNot() {
    assertThat(decide("1", "").json().get("source").asText()).isEqualTo("topic");
    GatewayRun.await("published", () -> run.get("/v1/policies/" + policy).status() == 200);
    assertThat(decide("2", "").json().get("source").asText()).isEqualTo("snapshot");
  }

  @Test
  void whatASnapshotDecidedTheJobTakesAsItsOwn() {
    decide("1", "", "Flyball-Via", "topic");
    GatewayRun.await("published", () -> run.get("/v1/policies/" + policy).status() == 200);
    JsonNode shown = decide("2", ",\"deferred\":true", "Flyball-Via", "snapshot").json();
    assertThat(shown.get("source").asText()).isEqualTo("snapshot");
    GatewayRun.await("taken", () -> decision("2").isPresent());
    Decision known = decision("2").orElseThrow();
    assertThat(known.getArm()).isEqualTo(shown.get("arm").asText());
    assertThat(known.getPropensity()).isEqualTo(shown.get("propensity").asDouble());
    assertThat(known.getPropensities().toString())
        .isEqualTo(shown.get("propensities").toString().replace(",", ", "));
    assertThat(known.getShadowArm())
        .as("the job would have shown the same")
        .isEqualTo(known.getArm());
    String id = "/v1/decisions/" + policy + "%2F2/";
    assertThat(run.post(id + "activate", null, "").status()).isEqualTo(202);
    assertThat(
            run.post(
                    id + "reward",
                    "application/json",
                    "{\"id\":\"r\",\"value\":1,\"kind\":\"FINAL\"}")
                .status())
        .isEqualTo(202);
    GatewayRun.await(
        "rewarded",
        () ->
            all("bandit.outcomes", DecisionOutcome.class).stream()
                .anyMatch(
                    outcome ->
                        outcome.getId().equals(policy + "/2")
                            && outcome.getStatus() == OutcomeStatus.REWARDED
                            && outcome.getReward() == 1));
  }

  @Test
  void theJobRejectsBesideTheUpdateWhatOnlyItCanTell() {
    decide("1", "", "Flyball-Via", "topic");
    String target = "/v1/control/bandit%2F" + policy;
    String other = "{\"parameters\":{\"algorithm\":\"exp3\"}}";
    Answer answer = run.post(target, "application/json", other, "If-Match", "0");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    GatewayRun.await(
        "rejected",
        () -> {
          decide(UUID.randomUUID().toString(), "", "Flyball-Via", "topic");
          return run.get(target).json().get("rejected").isObject();
        });
    assertThat(run.get(target).json().at("/rejected/message").asText())
        .contains("keeps other statistics than 'softmax'");
  }
}
