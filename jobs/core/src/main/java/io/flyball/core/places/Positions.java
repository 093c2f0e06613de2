package io.flyball.core.places;

/**
 * Where frames were taken, m.
 *
 * @param x one of each
 * @param y one of each
 */
@SuppressWarnings("ArrayRecordComponent") // data of one drive; never compared
public record Positions(double[] x, double[] y) {
  public Positions {
    if (x.length != y.length) {
      throw new IllegalArgumentException("Each position has an x and a y.");
    }
  }

  /** Positions on a straight line. */
  public static Positions along(double... x) {
    return new Positions(x, new double[x.length]);
  }

  public int size() {
    return x.length;
  }

  /** Distance of one of these to one of others, m. */
  public double distance(int i, Positions others, int j) {
    return Math.hypot(x[i] - others.x[j], y[i] - others.y[j]);
  }
}
