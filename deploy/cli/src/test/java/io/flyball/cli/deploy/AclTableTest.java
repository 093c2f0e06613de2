package io.flyball.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.jobs.bandit.BanditJob;
import io.flyball.jobs.bias.BiasJob;
import io.flyball.jobs.dataloop.DataloopJob;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.feedback.FeedbackJob;
import io.flyball.jobs.gate.GateJob;
import io.flyball.jobs.loop.LoopJob;
import io.flyball.jobs.modes.ModesJob;
import io.flyball.jobs.reward.RewardJob;
import io.flyball.jobs.runtime.KafkaAccess;
import io.flyball.jobs.runtime.config.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

class AclTableTest {
  private static final Map<String, BiConsumer<StreamExecutionEnvironment, FlyballConfig>> JOBS =
      Map.of(
          "feedback", FeedbackJob::build,
          "reward", RewardJob::build,
          "bandit", BanditJob::build,
          "loop", LoopJob::build,
          "bias", BiasJob::build,
          "modes", ModesJob::build,
          "dataloop", DataloopJob::build,
          "gate", GateJob::build);

  @Test
  void theTableListsWhatEachJobReadsAndWritesAndNothingElse() {
    FlyballConfig config =
        Settings.load(FlyballConfig.class, Optional.empty(), Map.of(), List.of("loop.early=5 s"));
    Map<String, AclTable> table = AclTable.read();
    assertThat(table).hasSameSizeAs(JOBS);
    JOBS.forEach(
        (job, build) -> {
          StreamExecutionEnvironment env =
              StreamExecutionEnvironment.getExecutionEnvironment(config.flink().toConfiguration());
          build.accept(env, config);
          KafkaAccess access = KafkaAccess.of(env);
          assertThat(table.get(job).reads())
              .as(job)
              .containsExactlyInAnyOrderElementsOf(access.reads());
          assertThat(table.get(job).writes())
              .as(job)
              .containsExactlyInAnyOrderElementsOf(access.writes());
          assertThat(access.groups()).as(job).allMatch(name -> name.startsWith("flyball-" + job));
          assertThat(access.transactionalIds())
              .as(job)
              .isNotEmpty()
              .allMatch(name -> name.startsWith("flyball-flyball-" + job));
        });
  }
}
