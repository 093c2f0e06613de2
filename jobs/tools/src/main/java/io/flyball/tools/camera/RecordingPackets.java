package io.flyball.tools.camera;

import io.flyball.connectors.camera.Recording;
import io.flyball.connectors.camera.RecordingFormat;
import io.flyball.connectors.camera.RecordingOptions;
import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Geometry;
import io.flyball.core.camera.SensorEncoding;
import io.flyball.core.camera.packet.EventPacket;
import io.flyball.core.camera.packet.PacketCutter;
import io.flyball.core.camera.packet.PacketStamp;
import io.flyball.core.control.SensorProfile;
import io.flyball.tools.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The packets of a recording, piece by piece: memory does not grow with the file. An EVT 3.0
 * recording gives EVT 3.0 packets, every other one EVT 2.0.
 */
public final class RecordingPackets implements AutoCloseable {
  /** How much device time a packet covers at most. */
  private static final long MOST_US = 50_000;

  private final Recording recording;
  private final Path file;
  private final String camera;
  private final String sensor;
  private final int bytes;
  private final LongSupplier clock;
  private final Consumer<String> notes;
  private final EventColumns events = new EventColumns();
  private final Queue<EventPacket> ready = new ArrayDeque<>();
  private PacketCutter cutter;
  private PacketStamp stamp;
  private long reachedUs;
  private boolean ended;

  /**
   * @param sensor name of the sensor profile, or null to find it by the recording
   * @param bytes about how large a packet may become
   * @param clock epoch ms, of the session and of each packet
   * @param notes told what was found, as soon as it is
   */
  public RecordingPackets(
      Path file,
      RecordingOptions options,
      String camera,
      String sensor,
      int bytes,
      LongSupplier clock,
      Consumer<String> notes)
      throws IOException {
    this.recording = Recording.open(file, options);
    this.file = file;
    this.camera = camera;
    this.sensor = sensor;
    this.bytes = bytes;
    this.clock = clock;
    this.notes = notes;
  }

  /** The next packet, or null at the end. */
  public EventPacket next() throws IOException {
    while (ready.isEmpty() && !ended) {
      if (recording.read(events)) {
        begin();
        if (cutter != null) {
          cut(() -> cutter.add(events, this::stamp));
        }
      } else {
        ended = true;
        if (cutter != null) {
          cut(() -> cutter.flush(this::stamp));
          ready.add(stamp.last(reachedUs, clock.getAsLong()));
        }
      }
    }
    return ready.poll();
  }

  private void begin() {
    if (cutter != null || events.isEmpty()) {
      return;
    }
    Geometry geometry = recording.geometry();
    SensorEncoding encoding =
        recording.encoding().equals("EVT3") ? SensorEncoding.EVT3 : SensorEncoding.EVT2;
    cutter = new PacketCutter(encoding, bytes, MOST_US);
    stamp = new PacketStamp(camera, profile(geometry), geometry, encoding, clock.getAsLong());
  }

  /** The sensor that was told, or else the first of the format's makers with such an array. */
  private String profile(Geometry geometry) {
    if (sensor != null) {
      return sensor;
    }
    String maker =
        switch (recording.format()) {
          case PROPHESEE_RAW, DAT -> "Prophesee";
          case AEDAT2, AEDAT31, AEDAT4 -> "iniVation";
          case ES, NMNIST, ROSBAG, MCAP, ROS2_SQLITE, HDF5, NPY, NPZ, CSV -> "";
        };
    String found =
        SensorProfile.NAMES.stream()
            .filter(name -> SensorProfile.named(name).geometry().equals(geometry))
            .filter(name -> maker.isEmpty() || SensorProfile.named(name).maker().equals(maker))
            .findFirst()
            .orElse(SensorProfile.GENERIC);
    notes.accept(
        found.equals(SensorProfile.GENERIC)
            ? file
                + (geometry.equals(RecordingFormat.ANY)
                    ? ": it does not say how many pixels there are"
                    : ": no sensor profile has " + geometry)
                + "; replayed as generic, which is measured and not controlled. --sensor names one."
            : file + ": " + geometry + ", taken for " + found + "; --sensor names another.");
    return found;
  }

  private void cut(Runnable work) {
    try {
      work.run();
    } catch (IllegalArgumentException e) {
      throw new UserError(file + " cannot be packed: " + e.getMessage(), e);
    }
  }

  private void stamp(PacketCutter.Cut cut) {
    reachedUs = cut.endUs();
    ready.add(
        stamp.next(cut.startUs(), cut.endUs(), cut.words(), clock.getAsLong(), false, Map.of()));
  }

  /** Bytes of the file read so far. */
  public long bytesRead() {
    return recording.bytesRead();
  }

  @Override
  public void close() throws IOException {
    recording.close();
  }
}
