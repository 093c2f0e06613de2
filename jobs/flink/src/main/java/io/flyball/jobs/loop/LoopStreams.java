package io.flyball.jobs.loop;

import io.flyball.core.record.Alert;
import io.flyball.core.record.ControlUpdate;
import io.flyball.core.record.DeadLetter;
import org.apache.flink.streaming.api.datastream.DataStream;

/** What comes out of the loop job. */
public record LoopStreams(
    DataStream<MetricRow> metrics,
    DataStream<MetricRow> early,
    DataStream<Alert> alerts,
    DataStream<StageFeedbackRow> stageFeedback,
    DataStream<ControlUpdate> control,
    DataStream<DeadLetter> deadLetters) {}
