package io.flyball.local.pipe;

import io.flyball.jobs.dataloop.DataloopConfig;
import io.flyball.jobs.dataloop.DataloopDecoder;
import io.flyball.jobs.dataloop.DataloopInput;
import io.flyball.jobs.dataloop.DataloopMapping;
import io.flyball.jobs.dataloop.DataloopStreams;
import io.flyball.jobs.dataloop.DataloopTopology;
import io.flyball.jobs.runtime.RecordMapping;

/** The dataloop topology between two streams of JSON lines. */
public final class DataloopPipe {
  private DataloopPipe() {}

  /** Defines the job; the caller executes it. */
  public static void build(Pipe pipe, DataloopConfig config) {
    DataloopDecoder decoder = new DataloopDecoder(config);
    Pipe.Lines<DataloopInput> lines =
        pipe.lines(
            DataloopDecoder.TYPES,
            decoder::ingest,
            DataloopTopology.eventTime(config),
            DataloopInput.class);
    DataloopStreams streams = DataloopTopology.define(lines.data(), lines.control(), config);
    pipe.write(
        Pipe.json(streams.train(), DataloopMapping::toAvro, "train")
            .union(
                Pipe.json(streams.expand(), DataloopMapping::toAvro, "expand"),
                Pipe.json(streams.drop(), DataloopMapping::toAvro, "drop"),
                Pipe.json(streams.rates(), DataloopMapping::toAvro, "rates"),
                Pipe.json(streams.searches(), DataloopMapping::toAvro, "searches"),
                Pipe.json(streams.plans(), DataloopMapping::toAvro, "plans"),
                Pipe.json(streams.alerts(), RecordMapping::toAvro, "alerts"),
                Pipe.json(streams.deadLetters(), RecordMapping::toAvro, "dead-letters")));
  }
}
