package io.flyball.core.camera.packet;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Evt2RateMeter;
import io.flyball.core.camera.Evt3RateMeter;
import io.flyball.core.camera.Geometry;
import io.flyball.core.camera.RateMeter;
import io.flyball.core.camera.RateWindow;
import io.flyball.core.camera.RateWindows;
import io.flyball.core.camera.SensorEncoding;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Counts the events of one packet into its camera's windows, straight from the sensor's words.
 *
 * <p>The words carry the low bits of time only (24 of EVT 3.0, 34 of EVT 2.0 and 2.1); the packet's
 * range says which of the times that share them is meant. An event outside of the range, to within
 * one step of the words' upper time (4096 µs or 64 µs), is a fault of the packet. Cost: as the
 * encoding's meter; EVT 2.1 is decoded.
 */
public final class PacketMeter {
  private PacketMeter() {}

  /**
   * Counts a packet. After a fault some of it has been counted: hand in windows that can be thrown
   * away.
   *
   * @throws IllegalArgumentException when the words do not fit what the packet says of them, with
   *     the reason
   */
  public static void count(EventPacket packet, RateWindows windows, Consumer<RateWindow> closed) {
    SensorEncoding encoding = packet.encoding();
    int size = wordBytes(encoding);
    if (packet.events().length % size != 0) {
      throw unfit(
          packet.events().length + " bytes, where " + encoding + " words have " + size + " each");
    }
    OptionalLong first = FirstEvent.time(encoding, packet.events());
    if (first.isPresent()) {
      long shift = shift(packet, first.getAsLong());
      PacketWindows own =
          new PacketWindows(windows, shift, packet.startUs(), packet.endUs(), stepUs(encoding));
      words(packet, own, closed);
      if (own.outside() > 0) {
        throw unfit(own.outside() + " event(s) lie outside of " + range(packet));
      }
    }
    windows.closeUntil(packet.endUs(), closed);
  }

  /**
   * The events of a packet in device time; nothing is left out.
   *
   * @throws IllegalArgumentException as {@link #count} does
   */
  public static EventColumns events(EventPacket packet) {
    EventColumns events = new EventColumns();
    OptionalLong first = FirstEvent.time(packet.encoding(), packet.events());
    if (first.isPresent()) {
      events = packet.encoding().decoder(Geometry.UNKNOWN).decodeAll(packet.events());
      events.rebase(-shift(packet, first.getAsLong()));
    }
    return events;
  }

  /** Counts some events of a packet that has been counted before without a fault. */
  public static void count(
      EventPacket packet, EventColumns events, RateWindows windows, Consumer<RateWindow> closed) {
    new PacketWindows(windows, 0, packet.startUs(), packet.endUs(), stepUs(packet.encoding()))
        .add(events, closed);
    windows.closeUntil(packet.endUs(), closed);
  }

  /** Device time minus the time of the words. */
  private static long shift(EventPacket packet, long first) {
    long counter = counterUs(packet.encoding());
    long time = packet.startUs() + Math.floorMod(first - packet.startUs(), counter);
    if (time > packet.endUs()) {
      throw unfit(
          "the first event has time "
              + first
              + " modulo "
              + counter
              + ", outside of "
              + range(packet));
    }
    return time - first;
  }

  private static void words(EventPacket packet, RateWindows own, Consumer<RateWindow> closed) {
    byte[] words = packet.events();
    RateMeter meter =
        switch (packet.encoding()) {
          case EVT2 -> new Evt2RateMeter(own);
          case EVT3 -> new Evt3RateMeter(own);
          case EVT21, EVT21_SWAPPED -> null;
        };
    if (meter != null) {
      meter.meter(words, 0, words.length, closed);
    } else {
      EventColumns events = packet.encoding().decoder(Geometry.UNKNOWN).decodeAll(words);
      own.add(events, closed);
    }
  }

  /** The time after which an encoding's counter begins anew, µs. */
  public static long counterUs(SensorEncoding encoding) {
    return encoding == SensorEncoding.EVT3 ? 1L << 24 : 1L << 34;
  }

  private static long stepUs(SensorEncoding encoding) {
    return encoding == SensorEncoding.EVT3 ? 1 << 12 : 1 << 6;
  }

  private static int wordBytes(SensorEncoding encoding) {
    return switch (encoding) {
      case EVT2 -> 4;
      case EVT3 -> 2;
      case EVT21, EVT21_SWAPPED -> 8;
    };
  }

  private static String range(EventPacket packet) {
    return packet.startUs() + " to " + packet.endUs();
  }

  private static IllegalArgumentException unfit(String message) {
    return new IllegalArgumentException(message);
  }
}
