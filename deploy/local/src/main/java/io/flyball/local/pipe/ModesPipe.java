package io.flyball.local.pipe;

import io.flyball.jobs.modes.ModesConfig;
import io.flyball.jobs.modes.ModesDecoder;
import io.flyball.jobs.modes.ModesInput;
import io.flyball.jobs.modes.ModesMapping;
import io.flyball.jobs.modes.ModesStreams;
import io.flyball.jobs.modes.ModesTopology;
import io.flyball.jobs.runtime.RecordMapping;

/** The modes topology between two streams of JSON lines. */
public final class ModesPipe {
  private ModesPipe() {}

  /** Defines the job; the caller executes it. */
  public static void build(Pipe pipe, ModesConfig config) {
    ModesDecoder decoder = new ModesDecoder(config);
    Pipe.Lines<ModesInput> lines =
        pipe.lines(
            ModesDecoder.TYPES, decoder::ingest, ModesTopology.eventTime(config), ModesInput.class);
    ModesStreams streams = ModesTopology.define(lines.data(), lines.control(), config);
    pipe.write(
        Pipe.json(streams.states(), ModesMapping::toAvro, "states")
            .union(
                Pipe.json(streams.rates(), ModesMapping::toAvro, "rates"),
                Pipe.json(streams.diversity(), ModesMapping::toAvro, "diversity"),
                Pipe.json(streams.alerts(), RecordMapping::toAvro, "alerts"),
                Pipe.json(streams.deadLetters(), RecordMapping::toAvro, "dead-letters")));
  }
}
