package io.flyball.jobs.modes;

import io.flyball.core.record.Alert;
import io.flyball.core.record.DeadLetter;
import org.apache.flink.streaming.api.datastream.DataStream;

/** What comes out of the modes job. */
public record ModesStreams(
    DataStream<ModeStep> states,
    DataStream<RatesRow> rates,
    DataStream<DiversityRow> diversity,
    DataStream<Alert> alerts,
    DataStream<DeadLetter> deadLetters) {}
