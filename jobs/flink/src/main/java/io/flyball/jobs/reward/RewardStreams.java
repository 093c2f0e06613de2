package io.flyball.jobs.reward;

import io.flyball.core.record.Alert;
import io.flyball.core.record.DeadLetter;
import io.flyball.core.reward.Reward;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * What comes out of the reward job.
 *
 * @param rewards of decisions; a stream of its own, so that its sink is chained to the ledger
 * @param compared rewards of group members
 * @param memories what was tried for requests
 */
public record RewardStreams(
    DataStream<Reward> rewards,
    DataStream<Reward> compared,
    DataStream<MemoryRow> memories,
    DataStream<Alert> alerts,
    DataStream<DeadLetter> deadLetters) {

  /** Both kinds of rewards. */
  public DataStream<Reward> allRewards() {
    return rewards.union(compared);
  }
}
