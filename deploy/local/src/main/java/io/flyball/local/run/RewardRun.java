package io.flyball.local.run;

import static io.flyball.local.run.JobReport.count;

import io.flyball.core.reward.RewardCount;
import io.flyball.jobs.deployment.CountLaw;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.reward.RewardJob;
import io.flyball.jobs.reward.RewardTopology;
import io.flyball.local.run.JobReport.Conservation;
import io.flyball.schemas.Reward;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The reward job in a run. */
record RewardRun(List<String> inputs, String rewards) implements RunJob {

  RewardRun(FlyballConfig config) {
    this(
        List.of(config.reward().attributedTopic(), config.reward().membersTopic()),
        config.reward().rewardsTopic());
  }

  @Override
  public String name() {
    return RewardTopology.JOB;
  }

  @Override
  public void build(StreamExecutionEnvironment env, FlyballConfig config) {
    RewardJob.build(env, config);
  }

  @Override
  public long read(Map<String, Long> counts) {
    return count(counts, RewardCount.READ);
  }

  @Override
  public JobReport report(Map<String, Long> counts, TopicReader topics) {
    Map<String, Long> written = topics.tally(rewards, Reward.class, RewardRun::of);
    List<Conservation> laws =
        List.of(
            Conservation.of(CountLaw.REWARD_READ, counts),
            Conservation.of(CountLaw.REWARD_ROWS, counts),
            Conservation.of(
                "rewards",
                written.values().stream().mapToLong(Long::longValue).sum(),
                counts,
                RewardCount.FIRST,
                RewardCount.CORRECTED,
                RewardCount.RESHAPED,
                RewardCount.MEMBERS_JUDGED),
            Conservation.of(
                "letters in dead-letters",
                topics.letters(name(), inputs),
                counts,
                RewardCount.DEAD_LETTERS,
                RewardCount.MEMBERS_REFUSED));
    return new JobReport(
        name(), counts, laws, Map.of("Rewards by policy and kind", written), List.of());
  }

  private static String of(Reward reward) {
    int slash = reward.getDecisionId().lastIndexOf('/');
    String policy = slash < 0 ? "none" : reward.getDecisionId().substring(0, slash);
    return policy + " " + reward.getKind();
  }
}
