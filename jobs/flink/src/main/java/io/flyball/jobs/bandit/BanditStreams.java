package io.flyball.jobs.bandit;

import io.flyball.core.bandit.join.Reward;
import io.flyball.core.bandit.serve.Decision;
import io.flyball.core.bandit.serve.Evaluated;
import io.flyball.core.bandit.serve.Outcome;
import io.flyball.core.bandit.serve.Snapshot;
import io.flyball.core.record.Alert;
import io.flyball.core.record.DeadLetter;
import org.apache.flink.streaming.api.datastream.DataStream;

/** What comes out of the bandit job. */
public record BanditStreams(
    DataStream<Decision> decisions,
    DataStream<Outcome> outcomes,
    DataStream<Snapshot> snapshots,
    DataStream<Evaluated> evaluations,
    DataStream<Reward> late,
    DataStream<Alert> alerts,
    DataStream<DeadLetter> deadLetters) {}
