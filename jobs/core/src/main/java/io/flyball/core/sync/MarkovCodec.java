package io.flyball.core.sync;

/**
 * The compressor of EF21: it tells a vector that changes slowly by its largest changes alone, and
 * what it leaves out comes later.
 *
 * <pre>
 *   u = TopK(v - h),   h += u
 * </pre>
 *
 * <p>A reader who adds up the updates holds the same h. With alpha = k / d, of a vector that stands
 * still |h - v|^2 shrinks by 1 - alpha at least with each update, and h is exact after d / k of
 * them. Cost: d log d.
 */
public final class MarkovCodec {
  private final double[] told;
  private final int k;

  /**
   * @param length d, of the vectors
   * @param k values in an update, from 1 to d
   */
  public MarkovCodec(int length, int k) {
    if (k < 1 || k > length) {
      throw new IllegalArgumentException("k must lie in [1, " + length + "], found " + k);
    }
    this.told = new double[length];
    this.k = k;
  }

  /** The next update towards a vector, which readers are taken to have added. */
  public SparseUpdate next(double[] vector) {
    double[] sizes = new double[told.length];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Math.abs(vector[i] - told[i]);
    }
    int[] places = Largest.of(sizes, k);
    double[] values = new double[places.length];
    for (int i = 0; i < places.length; i++) {
      values[i] = vector[places[i]] - told[places[i]];
    }
    SparseUpdate update = new SparseUpdate(places, values);
    update.addTo(told);
    return update;
  }

  /** h, what readers hold; a copy. */
  public double[] told() {
    return told.clone();
  }
}
