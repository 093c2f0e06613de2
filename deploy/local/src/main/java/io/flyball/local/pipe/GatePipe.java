package io.flyball.local.pipe;

import io.flyball.jobs.gate.GateConfig;
import io.flyball.jobs.gate.GateDecoder;
import io.flyball.jobs.gate.GateInput;
import io.flyball.jobs.gate.GateMapping;
import io.flyball.jobs.gate.GateStreams;
import io.flyball.jobs.gate.GateTopology;
import io.flyball.jobs.runtime.RecordMapping;

/** The gate topology between two streams of JSON lines. */
public final class GatePipe {
  private GatePipe() {}

  /** Defines the job; the caller executes it. */
  public static void build(Pipe pipe, GateConfig config) {
    GateDecoder decoder = new GateDecoder(config);
    Pipe.Lines<GateInput> lines =
        pipe.lines(
            GateDecoder.TYPES, decoder::ingest, GateTopology.eventTime(config), GateInput.class);
    GateStreams streams = GateTopology.define(lines.data(), lines.control(), config);
    pipe.write(
        Pipe.json(streams.verdicts(), GateMapping::toAvro, "verdicts")
            .union(
                Pipe.json(streams.failures(), GateMapping::toAvro, "failures"),
                Pipe.json(streams.next(), GateMapping::toAvro, "next"),
                Pipe.json(streams.alerts(), RecordMapping::toAvro, "alerts"),
                Pipe.json(streams.deadLetters(), RecordMapping::toAvro, "dead-letters")));
  }
}
