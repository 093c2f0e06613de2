package io.flyball.jobs.dataloop;

import io.flyball.core.dataloop.JudgedSample;
import io.flyball.core.record.Alert;
import io.flyball.core.record.DeadLetter;
import org.apache.flink.streaming.api.datastream.DataStream;

/** What comes out of the dataloop job. */
public record DataloopStreams(
    DataStream<JudgedSample> train,
    DataStream<JudgedSample> expand,
    DataStream<JudgedSample> drop,
    DataStream<RateRow> rates,
    DataStream<SearchRow> searches,
    DataStream<PlanRow> plans,
    DataStream<Alert> alerts,
    DataStream<DeadLetter> deadLetters) {}
