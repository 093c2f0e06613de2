package io.flyball.core.camera.packet;

import io.flyball.core.camera.Geometry;
import io.flyball.core.camera.SensorEncoding;
import java.util.Map;

/** Makes numbered packets of one session out of their contents. */
public final class PacketStamp {
  private final String camera;
  private final String sensor;
  private final Geometry geometry;
  private final SensorEncoding encoding;
  private final long session;
  private long sequence;

  /**
   * @param session when the numbering begins, epoch ms; later than any before of this camera
   */
  public PacketStamp(
      String camera, String sensor, Geometry geometry, SensorEncoding encoding, long session) {
    this.camera = camera;
    this.sensor = sensor;
    this.geometry = geometry;
    this.encoding = encoding;
    this.session = session;
  }

  /**
   * The next packet.
   *
   * @param timeMs when it was taken, epoch ms
   * @param undercounted whether events of its stretch were lost
   * @param biases codes in force, where known
   */
  public EventPacket next(
      long startUs,
      long endUs,
      byte[] words,
      long timeMs,
      boolean undercounted,
      Map<String, Integer> biases) {
    return packet(startUs, endUs, words, timeMs, undercounted, false, biases);
  }

  /** An empty packet that says: the camera has stopped. */
  public EventPacket last(long deviceUs, long timeMs) {
    return packet(deviceUs, deviceUs, new byte[0], timeMs, false, true, Map.of());
  }

  private EventPacket packet(
      long startUs,
      long endUs,
      byte[] words,
      long timeMs,
      boolean undercounted,
      boolean last,
      Map<String, Integer> biases) {
    return new EventPacket(
        camera,
        sensor,
        session,
        sequence++,
        timeMs,
        startUs,
        endUs,
        encoding,
        geometry.width(),
        geometry.height(),
        words,
        undercounted,
        last,
        biases);
  }

  /** Leaves a number out, as a packet that was lost does. */
  public void skip() {
    sequence++;
  }

  /** How many numbers were given. */
  public long count() {
    return sequence;
  }
}
