package io.flyball.core.camera.packet;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Evt2Encoder;
import io.flyball.core.camera.Evt3Encoder;
import io.flyball.core.camera.SensorEncoding;

/** Writes the events of one packet as words that need no packet before them. */
public final class PacketEncoder {
  private PacketEncoder() {}

  /**
   * The words of events in the order of time. Times are counted from the last overflow of the
   * encoding's counter before {@code startUs}, as a sensor would send them.
   *
   * @param encoding EVT2 or EVT3
   * @throws IllegalArgumentException when a time steps back, or a coordinate is above 2047
   */
  public static byte[] encode(EventColumns events, long startUs, SensorEncoding encoding) {
    long counter = PacketMeter.counterUs(encoding);
    EventColumns own = new EventColumns(events.size());
    own.addAll(events);
    own.rebase(Math.floorDiv(startUs, counter) * counter);
    return switch (encoding) {
      case EVT2 -> new Evt2Encoder().encode(own);
      case EVT3 -> new Evt3Encoder(true).encode(own);
      case EVT21, EVT21_SWAPPED ->
          throw new IllegalArgumentException(
              "Packets are written as EVT2 or EVT3, not as " + encoding + ".");
    };
  }
}
