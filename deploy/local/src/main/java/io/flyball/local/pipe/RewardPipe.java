package io.flyball.local.pipe;

import io.flyball.jobs.reward.RewardConfig;
import io.flyball.jobs.reward.RewardDecoder;
import io.flyball.jobs.reward.RewardInput;
import io.flyball.jobs.reward.RewardMapping;
import io.flyball.jobs.reward.RewardStreams;
import io.flyball.jobs.reward.RewardTopology;
import io.flyball.jobs.runtime.RecordMapping;
import io.flyball.schemas.AttributedFeedback;
import io.flyball.schemas.GroupMember;
import java.util.List;

/** The reward topology between two streams of JSON lines. */
public final class RewardPipe {
  private RewardPipe() {}

  /** Defines the job; the caller executes it. */
  public static void build(Pipe pipe, RewardConfig config) {
    RewardDecoder decoder = new RewardDecoder(config);
    Pipe.Lines<RewardInput> lines =
        pipe.lines(
            List.of(AttributedFeedback.class, GroupMember.class),
            decoder::ingest,
            RewardTopology.eventTime(config),
            RewardInput.class);
    RewardStreams streams = RewardTopology.define(lines.data(), lines.control(), config);
    pipe.write(
        Pipe.json(streams.allRewards(), RewardMapping::toAvro, "rewards")
            .union(
                Pipe.json(streams.memories(), RewardMapping::memory, "reward.memories"),
                Pipe.json(streams.alerts(), RecordMapping::toAvro, "alerts"),
                Pipe.json(streams.deadLetters(), RecordMapping::toAvro, "dead-letters")));
  }
}
