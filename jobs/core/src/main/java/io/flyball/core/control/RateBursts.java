package io.flyball.core.control;

import io.flyball.core.modes.TransientTracker;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Bursts of a camera's rate: a {@link TransientTracker} on ln(max(1, rate)). What goes on for
 * longer than a burst may last is a new level, and the tracker begins anew. Kept as bytes, so that
 * a controller's state stays a plain bean. Cost: O(1) a window.
 */
final class RateBursts {
  private TransientTracker tracker;
  private int inside;

  private RateBursts(TransientTracker tracker, int inside) {
    this.tracker = tracker;
    this.inside = inside;
  }

  private static TransientTracker fresh() {
    return new TransientTracker(TransientTracker.Config.standard());
  }

  /** From {@link #toBytes}; null has seen nothing. */
  static RateBursts of(byte[] bytes) {
    if (bytes == null) {
      return new RateBursts(fresh(), 0);
    }
    try {
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
      int inside = in.readInt();
      return new RateBursts(TransientTracker.read(in), inside);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Takes the rate of a window.
   *
   * @param most windows that a burst may last
   * @return whether the window lies in a burst
   */
  boolean update(double rate, long endUs, int most) {
    tracker.update(Math.log(Math.max(1, rate)), endUs);
    inside = tracker.inside() ? inside + 1 : 0;
    if (inside > most) {
      tracker = fresh();
      inside = 0;
    }
    return inside > 0;
  }

  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeInt(inside);
      tracker.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
