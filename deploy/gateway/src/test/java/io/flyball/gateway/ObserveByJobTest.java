package io.flyball.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.modes.ModesJob;
import io.flyball.jobs.runtime.config.Settings;
import io.flyball.schemas.ModeObservation;
import io.flyball.schemas.ModeState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The gateway beside the modes job on a broker. */
@Timeout(300)
class ObserveByJobTest {
  private static final String BROKER = SharedBroker.bootstrap();
  private static JobClient job;
  private static GatewayRun run;
  @TempDir static Path folder;

  private final String entity = "entity-" + UUID.randomUUID();
  private final Instant now = Instant.now();

  @BeforeAll
  static void start() throws Exception {
    FlyballConfig config =
        Settings.load(
            FlyballConfig.class,
            Optional.empty(),
            Map.of(),
            List.of(
                "kafka.bootstrap=" + BROKER,
                "kafka.idle-after=1 s",
                "flink.parallelism=1",
                "flink.checkpoint-interval=300 ms",
                "flink.checkpoint-dir=" + folder.toUri(),
                // What other tests have sent does not make the records of this one late.
                "modes.out-of-orderness=1 h",
                "modes.max-ahead=1 d"));
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(config.flink().toConfiguration());
    ModesJob.build(env, config);
    job = env.executeAsync("modes");
    run = GatewayRun.ready(BROKER);
  }

  @AfterAll
  static void stop() throws Exception {
    run.close();
    job.cancel().get();
  }

  private String look(String id, Instant time, int state) {
    return "{\"id\":\"%s\",\"time\":\"%s\",\"entity\":\"%s\",\"segment\":\"line\",\"state\":%d}"
        .formatted(id, time, entity, state);
  }

  /** An observation of another entity so much later that event time passes the others. */
  private void later() {
    ModeObservation later =
        ModeObservation.newBuilder()
            .setId(UUID.randomUUID().toString())
            .setTime(now.plus(Duration.ofHours(2)))
            .setEntity("later-" + entity)
            .setState(0)
            .build();
    LiveRecords.send(
        BROKER, "modes.observations", later.getEntity(), ModeObservation.class, List.of(later));
  }

  @Test
  void whatIsPostedIsInTheTopicAndItsStatesComeOutOfTheJob() {
    Instant minuteLater = now.plusSeconds(60);
    String body = "[" + look("a", now, 0) + "," + look("b", minuteLater, 2) + "]";
    var answer = run.post("/v1/observations", "application/json", body);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(202);

    assertThat(LiveRecords.read(BROKER, "modes.observations", entity, ModeObservation.class))
        .extracting(
            ModeObservation::getId,
            o -> o.getTime().toEpochMilli(),
            ModeObservation::getEntity,
            ModeObservation::getSegment,
            ModeObservation::getState,
            ModeObservation::getSymbol)
        .containsExactly(
            tuple("a", now.toEpochMilli(), entity, "line", 0, null),
            tuple("b", minuteLater.toEpochMilli(), entity, "line", 2, null));

    later();
    GatewayRun.await("both states", () -> states().size() == 2);
    assertThat(states())
        .extracting(ModeState::getId, ModeState::getMode, ModeState::getLeft, ModeState::getDwellMs)
        .containsExactly(tuple("a", 0, null, null), tuple("b", 2, 0, 60_000L));
  }

  private List<ModeState> states() {
    return LiveRecords.read(BROKER, "modes.states", entity, ModeState.class);
  }
}
