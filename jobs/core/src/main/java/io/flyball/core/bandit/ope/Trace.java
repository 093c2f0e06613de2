package io.flyball.core.bandit.ope;

import java.util.Arrays;

/**
 * Values over the rows of a log, kept at no more than {@value #MOST} rows: when that many are kept,
 * every other is dropped and the steps between are twice as long.
 */
public final class Trace {
  private static final int MOST = 256;

  private double[][] points = new double[MOST][];
  private int n;
  private long step = 1;

  /** Whether the values of this row, counted from 1, are to be kept; makes room for them. */
  public boolean wants(long row) {
    if (row % step != 0) {
      return false;
    }
    if (n == MOST) {
      for (int i = 0; i < MOST / 2; i++) {
        points[i] = points[2 * i + 1];
      }
      n = MOST / 2;
      step *= 2;
    }
    return row % step == 0;
  }

  /** Keeps the values of a row that {@link #wants} has taken. */
  public void add(double... point) {
    points[n++] = point;
  }

  public double[][] points() {
    return Arrays.copyOf(points, n);
  }
}
