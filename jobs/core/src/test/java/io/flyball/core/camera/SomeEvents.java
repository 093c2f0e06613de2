package io.flyball.core.camera;

import io.flyball.core.random.Draws;

/** Event columns made from a seed. */
public final class SomeEvents {
  private SomeEvents() {}

  /** Times that do not step back, from below 10,000 µs on, with now and then a long pause. */
  public static EventColumns inOrder(long seed, int n, Geometry g, long longestPauseUs) {
    EventColumns c = new EventColumns();
    long t = below(seed, 1, 0, 10_000);
    int x = 0;
    int y = 0;
    int p = 0;
    for (int i = 0; i < n; i++) {
      long kind = below(seed, 2, i, 10);
      if (kind == 0) {
        t += below(seed, 3, i, longestPauseUs);
      } else if (kind < 4) {
        t += below(seed, 4, i, 40);
      }
      if (kind < 5 || x >= g.width() - 1) {
        x = (int) below(seed, 5, i, g.width());
        y = (int) below(seed, 6, i, g.height());
        p = (int) below(seed, 7, i, 2);
      } else {
        x = (int) Math.min(g.width() - 1, x + 1 + below(seed, 8, i, 14));
      }
      c.add(t, x, y, p);
      if (below(seed, 9, i, 20) == 0) {
        c.triggers().add(t, (int) below(seed, 10, i, 16), (int) below(seed, 11, i, 2));
      }
    }
    return c;
  }

  static byte[] noise(long seed, int n) {
    byte[] bytes = new byte[n];
    for (int i = 0; i < n; i++) {
      bytes[i] = (byte) Draws.bits(seed, 12, i);
    }
    return bytes;
  }

  /** Decodes in pieces whose sizes come from the seed. */
  static EventColumns inPieces(EventDecoder decoder, byte[] bytes, long seed, int largest) {
    EventColumns c = new EventColumns();
    int at = 0;
    for (int k = 0; at < bytes.length; k++) {
      int piece = Math.min(bytes.length - at, (int) below(seed, 13, k, largest + 1));
      decoder.decode(bytes, at, piece, c);
      at += piece;
    }
    decoder.finish(c);
    return c;
  }

  static long below(long seed, long key, long counter, long bound) {
    return (long) (Draws.uniform(seed, key, counter) * bound);
  }
}
