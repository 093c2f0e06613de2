package io.flyball.jobs.reward;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.core.record.Alert;
import io.flyball.core.record.DeadLetter;
import io.flyball.core.reward.Reward;
import io.flyball.core.reward.RewardCount;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.harness.SharedFlink;
import io.flyball.jobs.runtime.ControlRecord;
import io.flyball.jobs.runtime.SideInputs;
import io.flyball.jobs.runtime.Tally;
import io.flyball.jobs.runtime.config.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

/** The whole job on a local Flink: nothing is lost, and parallelism changes nothing. */
class TopologyTest {
  /** All that came out. */
  private record Run(
      List<Reward> rewards,
      List<Alert> alerts,
      List<DeadLetter> deadLetters,
      JobExecutionResult result) {
    long count(RewardCount count) {
      Long value = result.getAccumulatorResult(Tally.accumulator(RewardTopology.JOB, count.name()));
      return value == null ? 0 : value;
    }

    List<String> sorted() {
      return rewards.stream().map(Reward::toString).sorted().toList();
    }
  }

  private static Run run(int parallelism, int partitions, String... sets) throws Exception {
    FlyballConfig config =
        Settings.load(FlyballConfig.class, Optional.empty(), Map.of(), List.of(sets));
    Configuration options = config.flink().toConfiguration();
    options.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
    options.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofMillis(1));
    options.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    var env = SharedFlink.env(options);
    RewardStreams out =
        RewardTopology.define(
            input(env, partitions, config.reward()), control(env), config.reward());
    var rewards = SharedFlink.keep(out.allRewards(), "kept-rewards");
    var alerts = SharedFlink.keep(out.alerts(), "kept-alerts");
    var letters = SharedFlink.keep(out.deadLetters(), "kept-letters");
    var result = env.execute("reward");
    return new Run(rewards, alerts, letters, result);
  }

  private static DataStream<RewardInput> input(
      StreamExecutionEnvironment env, int partitions, RewardConfig config) {
    DataStream<RewardInput> all = null;
    for (int p = 0; p < partitions; p++) {
      DataStream<RewardInput> partition =
          env.fromData(partition(p, partitions, config), TypeInformation.of(RewardInput.class))
              .uid("partition-" + p)
              .setParallelism(1)
              .assignTimestampsAndWatermarks(RewardTopology.eventTime(config))
              .uid("event-time-" + p)
              .setParallelism(1);
      all = all == null ? partition : all.union(partition);
    }
    return all.partitionCustom((n, subtasks) -> n % subtasks, in -> in.raw().partition());
  }

  /** A decision's rows all stand in one partition, as rows of one user do. */
  private static List<RewardInput> partition(int p, int partitions, RewardConfig config) {
    RewardDecoder decoder = new RewardDecoder(config);
    List<RewardInput> inputs = new ArrayList<>();
    for (var row : History.rows(200)) {
      if (Math.floorMod(row.getExposure().getSession().hashCode(), partitions) == p) {
        inputs.add(decoder.apply(Fixtures.raw(row, p, inputs.size())));
      }
    }
    for (var member : History.members(40)) {
      if (Math.floorMod(member.getGroupId().hashCode(), partitions) == p) {
        inputs.add(decoder.apply(Fixtures.raw(member, p, inputs.size())));
        // Sent twice.
        inputs.add(decoder.apply(Fixtures.raw(member, p, inputs.size())));
      }
    }
    List<RewardInput> arrived =
        History.disordered(inputs, RewardInput::time, TopologyTest::what, 5 * Fixtures.MINUTE);
    byte[] broken = {1, 2, 3};
    arrived.add(
        decoder.apply(
            new RawRecord("feedback.attributed", p, 9999, Fixtures.NOON, null, broken, Map.of())));
    return arrived;
  }

  /** The record whatever its partition, and whatever array holds its bytes. */
  private static long what(RewardInput in) {
    return Arrays.hashCode(in.raw().value());
  }

  private static DataStream<ControlRecord> control(StreamExecutionEnvironment env) {
    return env.fromData(
            List.of(Fixtures.control("camera", 1, Map.of("hold", "1 ms"))),
            TypeInformation.of(ControlRecord.class))
        .uid("control")
        .setParallelism(1)
        .assignTimestampsAndWatermarks(SideInputs.<ControlRecord>neverHoldBack())
        .uid("control-time")
        .setParallelism(1);
  }

  private static void assertNothingIsLost(Run run) {
    assertThat(run.count(RewardCount.READ))
        .isPositive()
        .isEqualTo(
            run.count(RewardCount.ROWS)
                + run.count(RewardCount.MEMBERS)
                + run.count(RewardCount.DEAD_LETTERS));
    assertThat(run.count(RewardCount.ROWS))
        .isEqualTo(
            run.count(RewardCount.FIRST)
                + run.count(RewardCount.CORRECTED)
                + run.count(RewardCount.UNCHANGED)
                + run.count(RewardCount.WAITING)
                + run.count(RewardCount.HINDSIGHT_ROWS)
                + run.count(RewardCount.UNVALUED)
                + run.count(RewardCount.UNTARGETED)
                + run.count(RewardCount.SIMULATED)
                + run.count(RewardCount.UNANSWERED));
    assertThat(run.count(RewardCount.MEMBERS))
        .isEqualTo(
            run.count(RewardCount.MEMBERS_JUDGED)
                + run.count(RewardCount.TEACHERS_LEFT_OUT)
                + run.count(RewardCount.MEMBERS_ALONE)
                + run.count(RewardCount.MEMBERS_PENDING)
                + run.count(RewardCount.MEMBERS_REPEATED)
                + run.count(RewardCount.MEMBERS_REFUSED));
    assertThat(run.rewards())
        .hasSize(
            (int)
                (run.count(RewardCount.FIRST)
                    + run.count(RewardCount.CORRECTED)
                    + run.count(RewardCount.RESHAPED)
                    + run.count(RewardCount.MEMBERS_JUDGED)));
    assertThat(run.deadLetters())
        .hasSize(
            (int) (run.count(RewardCount.DEAD_LETTERS) + run.count(RewardCount.MEMBERS_REFUSED)));
    assertThat(run.count(RewardCount.WAITING)).isZero();
    assertThat(run.count(RewardCount.MEMBERS_PENDING)).isZero();
  }

  @Test
  void neitherParallelismNorPartitionsChangeARewardAndNothingIsLost() throws Exception {
    String[] everything = {
      "reward.normalise-over=100",
      "reward.bonus=0.1",
      "reward.potentials.home=0.5",
      "reward.scalar-lowest=-9",
      "reward.scalar-highest=9"
    };
    Run one = run(1, 1, everything);
    assertNothingIsLost(one);
    assertThat(one.count(RewardCount.RESHAPED)).isPositive();
    Run many = run(3, 4, everything);
    assertNothingIsLost(many);
    assertThat(many.sorted()).isEqualTo(one.sorted());
  }

  @Test
  void withoutScalesRewardsGoOutAtOnceAndAreTheSame() throws Exception {
    Run one = run(1, 1);
    assertNothingIsLost(one);
    assertThat(one.rewards()).extracting(Reward::id).doesNotHaveDuplicates();
    assertThat(run(2, 3).sorted()).isEqualTo(one.sorted());
  }
}
