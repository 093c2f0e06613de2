package io.flyball.core.camera.packet;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.SensorEncoding;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Cuts a stream of events into the contents of packets: each at most so many events and so much
 * device time, each decodable by itself.
 *
 * <p>A time that steps back by less than 10 ms is put in order inside its packet, because the words
 * carry time in order only; a larger step is a restart of the device clock and begins a packet.
 * Triggers are left out. Memory: one packet.
 */
public final class PacketCutter {
  /** A larger step back is a restart of the clock, µs. */
  private static final long RESTART_US = 10_000;

  /** What an event takes in EVT 2.0, and about what it takes in EVT 3.0. */
  private static final int EVENT_BYTES = 4;

  private final SensorEncoding encoding;
  private final int mostEvents;
  private final long mostUs;
  private final EventColumns held = new EventColumns();
  private long firstUs;
  private long lastUs;
  private boolean sorted;

  /**
   * The contents of one packet.
   *
   * @param startUs time of the first event
   * @param endUs time of the last
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Cut(long startUs, long endUs, int events, byte[] words) {}

  /**
   * @param encoding EVT2 or EVT3
   * @param bytes about how large a packet may become
   * @param mostUs how much device time it may cover
   */
  public PacketCutter(SensorEncoding encoding, int bytes, long mostUs) {
    if (bytes < EVENT_BYTES || mostUs < 1) {
      throw new IllegalArgumentException(
          "A packet has at least 4 bytes and 1 µs; found " + bytes + " and " + mostUs + ".");
    }
    this.encoding = encoding;
    this.mostEvents = bytes / EVENT_BYTES;
    this.mostUs = mostUs;
  }

  /**
   * Takes the next events.
   *
   * @throws IllegalArgumentException when a coordinate does not fit the encoding
   */
  public void add(EventColumns events, Consumer<Cut> out) {
    for (int i = 0; i < events.size(); i++) {
      long t = events.t(i);
      if (!held.isEmpty()
          && (held.size() == mostEvents || t - firstUs >= mostUs || t < lastUs - RESTART_US)) {
        flush(out);
      }
      if (held.isEmpty()) {
        firstUs = t;
        lastUs = t;
        sorted = true;
      }
      sorted &= t >= lastUs;
      firstUs = Math.min(firstUs, t);
      lastUs = Math.max(lastUs, t);
      held.add(t, events.x(i), events.y(i), events.p(i));
    }
  }

  /** Cuts off what is held, if anything. */
  public void flush(Consumer<Cut> out) {
    if (held.isEmpty()) {
      return;
    }
    EventColumns inOrder = sorted ? held : sorted();
    out.accept(
        new Cut(firstUs, lastUs, held.size(), PacketEncoder.encode(inOrder, firstUs, encoding)));
    held.clear();
  }

  private EventColumns sorted() {
    long[] order = new long[held.size()];
    for (int i = 0; i < order.length; i++) {
      // Time first, then the order of arrival: one sort of primitives gives both.
      order[i] = (held.t(i) - firstUs) << 32 | i;
    }
    Arrays.sort(order);
    EventColumns c = new EventColumns(order.length);
    for (long key : order) {
      int i = (int) key;
      c.add(held.t(i), held.x(i), held.y(i), held.p(i));
    }
    return c;
  }
}
