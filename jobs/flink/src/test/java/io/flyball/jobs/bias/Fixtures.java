package io.flyball.jobs.bias;

import io.flyball.connectors.camera.Recording;
import io.flyball.connectors.camera.RecordingOptions;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.SensorEncoding;
import io.flyball.core.camera.packet.EventPacket;
import io.flyball.core.camera.packet.PacketCutter;
import io.flyball.core.camera.packet.PacketEncoder;
import io.flyball.core.control.CameraCommand;
import io.flyball.core.control.CameraWindow;
import io.flyball.core.control.MeasuredRate;
import io.flyball.core.control.SensorProfiles;
import io.flyball.core.record.ControlUpdate;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.ControlRecord;
import io.flyball.jobs.runtime.config.Settings;
import io.flyball.schemas.BiasCommand;
import io.flyball.schemas.RateWindow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/** Cameras in domain words. Arrivals are milliseconds after noon. */
final class Fixtures {
  static final long NOON = 1_700_000_000_000L;

  private static final Path RECORDINGS =
      Path.of("../../connectors/src/test/resources/io/flyball/connectors/camera");

  private Fixtures() {}

  /** The defaults, changed by pairs such as {@code bias.control.mode=FAST_ONLY}. */
  static BiasConfig config(String... sets) {
    return Settings.load(FlyballConfig.class, Optional.empty(), Map.of(), List.of(sets)).bias();
  }

  static RawRecord raw(String topic, long offset, long arrival, byte[] value) {
    return new RawRecord(topic, 0, offset, NOON + arrival, null, value, Map.of());
  }

  /** So many OFF events spread evenly over a packet. */
  static EventPacket packet(String camera, long sequence, long startUs, long endUs, int events) {
    EventColumns c = new EventColumns(events);
    for (int i = 0; i < events; i++) {
      c.add(startUs + (endUs - startUs) * i / Math.max(1, events - 1), i % 346, i % 260, 0);
    }
    return packet(
        camera,
        sequence,
        startUs,
        endUs,
        SensorEncoding.EVT2,
        PacketEncoder.encode(c, startUs, SensorEncoding.EVT2));
  }

  static EventPacket packet(
      String camera,
      long sequence,
      long startUs,
      long endUs,
      SensorEncoding encoding,
      byte[] words) {
    return new EventPacket(
        camera,
        "davis346",
        1,
        sequence,
        0,
        startUs,
        endUs,
        encoding,
        346,
        260,
        words,
        false,
        false,
        Map.of());
  }

  static CameraArrival arrival(EventPacket packet, long arrival) {
    return new CameraArrival(packet, null, "camera.packets", 0, packet.sequence(), NOON + arrival);
  }

  /** The window of 300 ms with this number, as a camera that counts for itself sends it. */
  static CameraArrival rate(String camera, long number, double rate) {
    MeasuredRate measured =
        new MeasuredRate(
            camera, "davis346", number * 300_000L, (number + 1) * 300_000, 0, 0, 0, rate, false, 0);
    return new CameraArrival(null, measured, "rates", 0, number, NOON + (number + 1) * 300);
  }

  static ControlRecord control(String target, long version, Map<String, String> parameters) {
    return new ControlRecord(
        raw("control", version, 0, new byte[0]),
        new ControlUpdate(target, version, NOON, parameters, null),
        null);
  }

  /** A window of a shipped sensor as it is written. */
  static RateWindow toAvro(CameraWindow window) {
    return BiasMapping.toAvro(SensorProfiles.SHIPPED, window);
  }

  /** A command to a shipped sensor as it is written. */
  static BiasCommand toAvro(CameraCommand command) {
    return BiasMapping.toAvro(SensorProfiles.SHIPPED, command);
  }

  /** The packets of a recording that the connectors' tests keep. */
  static List<EventPacket> recording(String name, SensorEncoding encoding, int bytes)
      throws IOException {
    Path file = Files.createTempFile("flyball", name);
    List<EventPacket> packets = new ArrayList<>();
    PacketCutter cutter = new PacketCutter(encoding, bytes, 50_000);
    Consumer<PacketCutter.Cut> number =
        cut ->
            packets.add(
                packet("davis", packets.size(), cut.startUs(), cut.endUs(), encoding, cut.words()));
    try (InputStream zipped = Files.newInputStream(RECORDINGS.resolve(name + ".gz"))) {
      Files.write(file, new GZIPInputStream(zipped).readAllBytes());
      try (Recording recording = Recording.open(file, RecordingOptions.DEFAULT)) {
        EventColumns events = new EventColumns();
        while (recording.read(events)) {
          cutter.add(events, number);
        }
      }
      cutter.flush(number);
      return packets;
    } finally {
      Files.delete(file);
    }
  }
}
