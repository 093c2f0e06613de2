package io.flyball.bench;

import io.flyball.connectors.codec.RecordCodec;
import io.flyball.core.reward.RewardCount;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.reward.RewardJob;
import io.flyball.jobs.reward.RewardTopology;
import io.flyball.jobs.runtime.FlinkConfig.Backend;
import io.flyball.jobs.runtime.Tally;
import io.flyball.schemas.AttributedFeedback;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The reward job on attributed clicks, one to a decision, of 1,000 policies. A row is done once its
 * reward was made.
 */
public final class RewardSubject implements Subject {
  private static final long STEP_MS = 4_000;
  private static final String ATTRIBUTED = "feedback.attributed";
  private static final String REWARDS = "rewards";

  private final AttributedLoad load;
  private final RecordCodec<AttributedFeedback> codec = RecordCodec.of(AttributedFeedback.class);

  public RewardSubject(long seed) {
    load = new AttributedLoad(seed, STEP_MS);
  }

  @Override
  public String name() {
    return RewardTopology.JOB;
  }

  @Override
  public List<String> inputs() {
    return List.of(ATTRIBUTED);
  }

  @Override
  public List<String> others() {
    return List.of(REWARDS, "reward.members", "alerts", "dead-letters", "control");
  }

  @Override
  public String answers() {
    return REWARDS;
  }

  @Override
  public Sent at(long index) {
    AttributedFeedback row = load.row(index);
    return new Sent(ATTRIBUTED, AttributedLoad.bytes(row.getUser()), codec.encode(row));
  }

  @Override
  public long limit() {
    return AttributedLoad.LIMIT;
  }

  /** A reward bears the id of its decision, not of the row: latency is not measured. */
  @Override
  public boolean awaitsAnswers() {
    return false;
  }

  @Override
  public void build(StreamExecutionEnvironment env, FlyballConfig config) {
    RewardJob.build(env, config);
  }

  @Override
  public long processed(Map<String, Object> accumulators) {
    return count(accumulators, RewardCount.FIRST)
        + count(accumulators, RewardCount.CORRECTED)
        + count(accumulators, RewardCount.UNCHANGED)
        + count(accumulators, RewardCount.DEAD_LETTERS);
  }

  @Override
  public void verify(Map<String, Object> accumulators, long records) {
    Subject.require("ROWS", count(accumulators, RewardCount.ROWS), records);
    Subject.require("DEAD_LETTERS", count(accumulators, RewardCount.DEAD_LETTERS), 0);
  }

  private static long count(Map<String, Object> accumulators, RewardCount count) {
    return Subject.count(accumulators, Tally.accumulator(RewardTopology.JOB, count.name()));
  }

  @Override
  public Double bar(Backend backend) {
    return backend == Backend.HEAP ? 0.5 : null;
  }

  /** {@code reward.open} of 16 days, at 4 s a row. */
  @Override
  public long steady() {
    return 350_000;
  }
}
