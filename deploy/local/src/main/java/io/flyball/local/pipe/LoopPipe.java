package io.flyball.local.pipe;

import io.flyball.jobs.loop.LoopConfig;
import io.flyball.jobs.loop.LoopDecoder;
import io.flyball.jobs.loop.LoopInput;
import io.flyball.jobs.loop.LoopMapping;
import io.flyball.jobs.loop.LoopStreams;
import io.flyball.jobs.loop.LoopTopology;
import io.flyball.jobs.runtime.RecordMapping;

/** The loop topology between two streams of JSON lines. */
public final class LoopPipe {
  private LoopPipe() {}

  /** Defines the job; the caller executes it. */
  public static void build(Pipe pipe, LoopConfig config) {
    LoopDecoder decoder = new LoopDecoder(config);
    Pipe.Lines<LoopInput> lines =
        pipe.lines(
            LoopDecoder.TYPES, decoder::ingest, LoopTopology.eventTime(config), LoopInput.class);
    LoopStreams streams = LoopTopology.define(lines.data(), lines.control(), config);
    pipe.write(
        Pipe.json(streams.metrics(), LoopMapping::toAvro, "metrics")
            .union(
                Pipe.json(streams.alerts(), RecordMapping::toAvro, "alerts"),
                Pipe.json(streams.stageFeedback(), LoopMapping::toAvro, "stage-feedback"),
                Pipe.json(streams.control(), LoopMapping::toAvro, "control"),
                Pipe.json(streams.deadLetters(), RecordMapping::toAvro, "dead-letters")));
  }
}
