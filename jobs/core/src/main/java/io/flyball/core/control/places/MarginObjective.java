package io.flyball.core.control.places;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Experimental: moves the band of rates to where places are recognised with the largest margin, by
 * perturbing and observing. After each {@value #PERIOD} windows the mean margin of their matches is
 * compared with that of the period before; where it has fallen, the direction turns; then the band
 * takes one step, a factor of 2^¼, in the direction. At the end of its range, a quarter to four
 * times the configured band, the direction turns, too. A period without a match changes nothing.
 *
 * <p>At rest the band keeps moving by a step or two around the best one. Source of the search:
 * Femia, Petrone, Spagnuolo, Vitelli, "Optimization of Perturb and Observe Maximum Power Point
 * Tracking Method", IEEE Trans. Power Electronics 20(4), 2005; of the aim: future work of Nair,
 * Milford, Fischer, IROS 2024. Cost: some additions a window. Mutable; {@link #copy} before
 * sharing.
 */
public final class MarginObjective {
  /** Windows between two steps. */
  public static final int PERIOD = 10;

  /** Most steps to either side. */
  public static final int MOST_STEPS = 8;

  private static final double STEPS_AN_OCTAVE = 4;

  private int steps;
  private int direction = 1;
  private int windows;
  private double sum;
  private long matches;
  private double before = Double.NaN;

  /** Takes the margin of a match, 0 to 1. */
  void matched(double margin) {
    sum += margin;
    matches++;
  }

  /** Ends a window. */
  void window() {
    windows++;
    if (windows < PERIOD) {
      return;
    }
    windows = 0;
    if (matches == 0) {
      return;
    }
    double mean = sum / matches;
    sum = 0;
    matches = 0;
    if (mean < before) {
      direction = -direction;
    }
    before = mean;
    if (Math.abs(steps + direction) > MOST_STEPS) {
      direction = -direction;
    }
    steps += direction;
  }

  /** What the configured band is multiplied by. */
  double factor() {
    return StrictMath.pow(2, steps / STEPS_AN_OCTAVE);
  }

  MarginObjective copy() {
    MarginObjective copy = new MarginObjective();
    copy.steps = steps;
    copy.direction = direction;
    copy.windows = windows;
    copy.sum = sum;
    copy.matches = matches;
    copy.before = before;
    return copy;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(steps);
    out.writeInt(direction);
    out.writeInt(windows);
    out.writeDouble(sum);
    out.writeLong(matches);
    out.writeDouble(before);
  }

  static MarginObjective read(DataInput in) throws IOException {
    MarginObjective m = new MarginObjective();
    m.steps = in.readInt();
    m.direction = in.readInt();
    m.windows = in.readInt();
    m.sum = in.readDouble();
    m.matches = in.readLong();
    m.before = in.readDouble();
    return m;
  }
}
