package io.flyball.jobs.reward;

import io.flyball.core.reward.Reward;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.deployment.JobMain;
import io.flyball.jobs.runtime.ControlRecord;
import io.flyball.jobs.runtime.JobSinks;
import io.flyball.jobs.runtime.JobSources;
import io.flyball.jobs.runtime.offline.OfflineLog;
import io.flyball.schemas.RequestMemory;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The reward job between Kafka topics: {@code flink run -c io.flyball.jobs.reward.RewardJob}. */
public final class RewardJob {
  private RewardJob() {}

  public static void main(String[] args) throws Exception {
    JobMain.run(args, RewardTopology.JOB, RewardJob::build);
  }

  /** Puts the job between its real sources and sinks. */
  public static void build(StreamExecutionEnvironment env, FlyballConfig config) {
    RewardConfig reward = config.reward();
    JobSources sources = new JobSources(config.kafka(), RewardTopology.JOB);
    DataStream<RewardInput> input =
        sources.data(
            env,
            List.of(reward.attributedTopic(), reward.membersTopic()),
            new RewardDecoder(reward),
            RewardInput.class,
            RewardTopology.eventTime(reward),
            RewardUids.SOURCE,
            "Attributed feedback and group members");
    DataStream<ControlRecord> control = sources.control(env, RewardUids.CONTROL_SOURCE);

    RewardStreams out = RewardTopology.define(input, control, reward);

    JobSinks sinks = new JobSinks(config.kafka(), RewardTopology.JOB);
    rewards(sinks, out.rewards(), reward, RewardUids.REWARD_SINK, "Rewards");
    rewards(sinks, out.compared(), reward, RewardUids.GROUP_SINK, "Rewards of groups");
    sinks.write(
        out.memories(),
        reward.memoriesTopic(),
        RequestMemory.class,
        RewardMapping::memory,
        MemoryRow::request,
        RewardUids.MEMORY_SINK,
        "Memories");
    sinks.alerts(out.alerts(), RewardUids.ALERT_SINK);
    sinks.deadLetters(out.deadLetters(), RewardUids.DEAD_LETTER_SINK);
    new OfflineLog(config.offline(), RewardTopology.JOB)
        .add(
            out.allRewards(),
            new OfflineLog.Records<>(
                "rewards",
                io.flyball.schemas.Reward.class,
                RewardMapping::toAvro,
                made -> made.time()),
            RewardUids.OFFLINE_LOG);
  }

  private static void rewards(
      JobSinks sinks, DataStream<Reward> rewards, RewardConfig config, String uid, String name) {
    sinks.write(
        rewards,
        config.rewardsTopic(),
        io.flyball.schemas.Reward.class,
        RewardMapping::toAvro,
        RewardJob::partitionKey,
        uid,
        name);
  }

  /** By policy, so that a learner reads its rewards in order; by decision where there is none. */
  private static String partitionKey(Reward reward) {
    return reward.policy().isEmpty() ? reward.decisionId() : reward.policy();
  }
}
