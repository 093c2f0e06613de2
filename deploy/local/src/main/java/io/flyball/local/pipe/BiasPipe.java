package io.flyball.local.pipe;

import io.flyball.core.control.SensorProfiles;
import io.flyball.jobs.bias.BiasConfig;
import io.flyball.jobs.bias.BiasDecoder;
import io.flyball.jobs.bias.BiasMapping;
import io.flyball.jobs.bias.BiasStreams;
import io.flyball.jobs.bias.BiasTopology;
import io.flyball.jobs.bias.CameraInput;
import io.flyball.jobs.runtime.RecordMapping;
import io.flyball.schemas.EventPacket;
import io.flyball.schemas.PlaceReference;
import io.flyball.schemas.RateWindow;
import java.util.List;

/** The bias topology between two streams of JSON lines. */
public final class BiasPipe {
  private BiasPipe() {}

  /** Defines the job; the caller executes it. */
  public static void build(Pipe pipe, BiasConfig config) {
    BiasDecoder decoder = new BiasDecoder(config);
    Pipe.Lines<CameraInput> lines =
        pipe.lines(
            List.of(EventPacket.class, RateWindow.class, PlaceReference.class),
            decoder::ingest,
            BiasTopology.eventTime(),
            CameraInput.class);
    SensorProfiles sensors = config.sensors();
    BiasStreams streams = BiasTopology.define(lines.data(), lines.control(), config);
    pipe.write(
        Pipe.json(streams.windows(), window -> BiasMapping.toAvro(sensors, window), "windows")
            .union(
                Pipe.json(
                    streams.commands(),
                    command -> BiasMapping.toAvro(sensors, command),
                    "commands"),
                Pipe.json(streams.places(), BiasMapping::toAvro, "places"),
                Pipe.json(streams.alerts(), RecordMapping::toAvro, "alerts"),
                Pipe.json(streams.deadLetters(), RecordMapping::toAvro, "dead-letters")));
  }
}
