package io.flyball.core.camera;

import java.io.ByteArrayOutputStream;

/**
 * Writes events as EVT 3.0 words; the inverse of {@link Evt3Decoder}.
 *
 * <p>With vectors on, three or more events of one time, row and polarity whose columns rise become
 * VECT_12 words; otherwise each event is one ADDR_X. Times must not be negative nor step back,
 * coordinates lie in 0 … 2047; anything else is refused. The state carries over between runs.
 */
public final class Evt3Encoder {
  private static final int HIGH_BITS = 12;
  private static final int VECTOR = 12;
  private static final int SHORTEST_RUN = 3;

  private final boolean vectors;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private long high = -1;
  private int low;
  private int row = -1;

  public Evt3Encoder(boolean vectors) {
    this.vectors = vectors;
  }

  /** Encodes the next run of events and the triggers between them. */
  public byte[] encode(EventColumns c) {
    out.reset();
    TriggerColumns triggers = c.triggers();
    int k = 0;
    int i = 0;
    while (i < c.size()) {
      while (k < triggers.size() && triggers.t(k) <= c.t(i)) {
        trigger(triggers, k++);
      }
      SensorRange.check(c.x(i), c.y(i));
      time(c.t(i));
      if (c.y(i) != row) {
        row = c.y(i);
        word(row);
      }
      int end = vectors ? runEnd(c, i) : i;
      if (end - i >= SHORTEST_RUN) {
        vector(c, i, end);
        i = end;
      } else {
        word(2 << 12 | c.p(i) << 11 | c.x(i));
        i++;
      }
    }
    while (k < triggers.size()) {
      trigger(triggers, k++);
    }
    return out.toByteArray();
  }

  private static int runEnd(EventColumns c, int from) {
    int i = from + 1;
    while (i < c.size()
        && c.t(i) == c.t(from)
        && c.y(i) == c.y(from)
        && c.p(i) == c.p(from)
        && c.x(i) > c.x(i - 1)
        && c.x(i) - c.x(from) < VECTOR * ((c.x(i - 1) - c.x(from)) / VECTOR + 2)
        && c.x(i) < 2048) {
      i++;
    }
    return i;
  }

  private void vector(EventColumns c, int from, int to) {
    int base = c.x(from);
    word(3 << 12 | c.p(from) << 11 | base);
    int i = from;
    while (i < to) {
      int mask = 0;
      while (i < to && c.x(i) < base + VECTOR) {
        mask |= 1 << (c.x(i) - base);
        i++;
      }
      word(4 << 12 | mask);
      base += VECTOR;
    }
  }

  private void trigger(TriggerColumns c, int k) {
    time(c.t(k));
    word(0xA << 12 | (c.id(k) & 15) << 8 | c.value(k));
  }

  private void time(long t) {
    long next = t >> HIGH_BITS;
    if (next != high || t < 0) {
      SensorRange.advance(high, next, HIGH_BITS, h -> word(8 << 12 | h));
      high = next;
      low = 0;
    }
    int lowPart = (int) (t & 0xfff);
    if (lowPart < low) {
      throw new IllegalArgumentException("EVT encodings carry events in the order of time.");
    }
    if (lowPart != low) {
      low = lowPart;
      word(6 << 12 | low);
    }
  }

  private void word(int w) {
    out.write(w);
    out.write(w >>> 8);
  }
}
