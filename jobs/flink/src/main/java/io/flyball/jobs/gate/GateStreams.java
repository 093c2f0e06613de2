package io.flyball.jobs.gate;

import io.flyball.core.record.Alert;
import io.flyball.core.record.DeadLetter;
import org.apache.flink.streaming.api.datastream.DataStream;

/** What comes out of the gate job. */
public record GateStreams(
    DataStream<VerdictRow> verdicts,
    DataStream<FailureRow> failures,
    DataStream<NextRow> next,
    DataStream<Alert> alerts,
    DataStream<DeadLetter> deadLetters) {}
