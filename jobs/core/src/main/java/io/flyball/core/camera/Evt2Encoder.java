package io.flyball.core.camera;

import java.io.ByteArrayOutputStream;

/**
 * Writes events as EVT 2.0 words; the inverse of {@link Evt2Decoder}.
 *
 * <p>Times must not be negative nor step back, coordinates lie in 0 … 2047; anything else is
 * refused. The state carries over from one run to the next.
 */
public final class Evt2Encoder {
  private static final int HIGH_BITS = 28;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private long high = -1;

  /** Encodes the next run of events and the triggers between them. */
  public byte[] encode(EventColumns events) {
    out.reset();
    TriggerColumns triggers = events.triggers();
    int k = 0;
    for (int i = 0; i < events.size(); i++) {
      while (k < triggers.size() && triggers.t(k) <= events.t(i)) {
        trigger(triggers, k++);
      }
      SensorRange.check(events.x(i), events.y(i));
      int low = time(events.t(i));
      word(events.p(i) << 28 | low << 22 | events.x(i) << 11 | events.y(i));
    }
    while (k < triggers.size()) {
      trigger(triggers, k++);
    }
    return out.toByteArray();
  }

  private void trigger(TriggerColumns c, int k) {
    int low = time(c.t(k));
    word(0xA << 28 | low << 22 | (c.id(k) & 31) << 8 | c.value(k));
  }

  private int time(long t) {
    long next = t >> 6;
    if (next != high || t < 0) {
      SensorRange.advance(high, next, HIGH_BITS, h -> word(8 << 28 | h));
      high = next;
    }
    return (int) (t & 63);
  }

  private void word(int w) {
    out.write(w);
    out.write(w >>> 8);
    out.write(w >>> 16);
    out.write(w >>> 24);
  }
}
