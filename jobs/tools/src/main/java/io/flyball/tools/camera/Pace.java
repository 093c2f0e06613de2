package io.flyball.tools.camera;

import io.flyball.tools.UserError;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Holds a stream back so that its device time runs at a speed. */
public final class Pace {
  private final double speed;
  private final LongSupplier nanos;
  private boolean begun;
  private long startNanos;
  private long firstUs;
  private long lastUs;

  /**
   * @param speed seconds of device time in a second of ours; infinite for as fast as it goes
   */
  public Pace(double speed, LongSupplier nanos) {
    this.speed = speed;
    this.nanos = nanos;
  }

  /** The speed that a text names: a positive number, or {@code max}. */
  public static double parse(String text) {
    if (text.equals("max")) {
      return Double.POSITIVE_INFINITY;
    }
    try {
      double speed = Double.parseDouble(text);
      if (speed > 0 && !Double.isInfinite(speed)) {
        return speed;
      }
    } catch (NumberFormatException e) {
      // falls through to the same sentence
    }
    throw UserError.usage("--speed is " + text + "; allowed are a positive number and max");
  }

  /** Waits until a device time is due; a clock that steps back begins anew. */
  public void await(long deviceUs) {
    if (!begun || deviceUs < lastUs) {
      begun = true;
      startNanos = nanos.getAsLong();
      firstUs = deviceUs;
    }
    lastUs = deviceUs;
    if (Double.isInfinite(speed)) {
      return;
    }
    long due = startNanos + (long) ((deviceUs - firstUs) * 1000 / speed);
    for (long left = due - nanos.getAsLong();
        left > 0 && !Thread.currentThread().isInterrupted();
        left = due - nanos.getAsLong()) {
      LockSupport.parkNanos(left);
    }
  }
}
