package io.flyball.jobs.reward;

import io.flyball.core.record.Alert;
import io.flyball.core.record.DeadLetter;
import io.flyball.core.reward.Reward;
import org.apache.flink.streaming.api.datastream.DataStream;

/** What comes out of the reward job. */
public record RewardStreams(
    DataStream<Reward> rewards, DataStream<Alert> alerts, DataStream<DeadLetter> deadLetters) {}
