package io.flyball.core.places;

/**
 * Matches sequences of queries instead of single ones: the cost of a reference is the least sum of
 * distances along a line that ends there, over several speeds.
 *
 * <p>First each distance is compared with those of its neighbours: D̂ = (D − mean)/σ over the
 * references within {@link #window}, σ with n − 1, and the least of all D̂ is taken off. Source:
 * Milford, Wyeth, "SeqSLAM", ICRA 2012, with the settings of tmadl/pySeqSLAM.
 *
 * @param length queries of a sequence
 * @param window references to either side that a distance is compared with
 * @param slopes references a query, tried one after another
 */
@SuppressWarnings("ArrayRecordComponent") // settings; never compared
public record SequenceMatcher(int length, int window, double[] slopes) {
  /** The usual settings: 11 queries, ± 5 references, speeds 0.8 to 1.2. */
  public static final SequenceMatcher USUAL =
      new SequenceMatcher(11, 5, new double[] {0.8, 0.9, 1.0, 1.1, 1.2});

  public SequenceMatcher {
    if (length < 1 || window < 1 || slopes.length == 0) {
      throw new IllegalArgumentException("A sequence has a length, a window and a slope.");
    }
  }

  /**
   * Distances that stand out of their neighbourhood.
   *
   * @param distances of each query (first index) to each reference; not changed
   */
  public double[][] enhanced(double[][] distances) {
    double[][] out = new double[distances.length][];
    double least = Double.POSITIVE_INFINITY;
    for (int q = 0; q < distances.length; q++) {
      double[] d = distances[q];
      out[q] = new double[d.length];
      for (int r = 0; r < d.length; r++) {
        int from = Math.max(0, r - window);
        int to = Math.min(d.length - 1, r + window);
        int n = to - from + 1;
        double mean = 0;
        for (int k = from; k <= to; k++) {
          mean += d[k] / n;
        }
        double squares = 0;
        for (int k = from; k <= to; k++) {
          squares += (d[k] - mean) * (d[k] - mean);
        }
        double sigma = n > 1 ? Math.sqrt(squares / (n - 1)) : 0;
        out[q][r] = sigma == 0 ? 0 : (d[r] - mean) / sigma;
        least = Math.min(least, out[q][r]);
      }
    }
    for (double[] row : out) {
      for (int r = 0; r < row.length; r++) {
        row[r] -= least;
      }
    }
    return out;
  }

  /**
   * The cost of each reference for the sequence that ends at a query; infinite where the line would
   * begin before the first reference or query.
   */
  public double[] costs(double[][] distances, int query) {
    int references = distances.length == 0 ? 0 : distances[0].length;
    double[] costs = new double[references];
    for (int r = 0; r < references; r++) {
      costs[r] = Double.POSITIVE_INFINITY;
      for (double slope : slopes) {
        costs[r] = Math.min(costs[r], line(distances, query, r, slope));
      }
    }
    return costs;
  }

  private double line(double[][] distances, int query, int reference, double slope) {
    double sum = 0;
    for (int k = 0; k < length; k++) {
      int q = query - k;
      int r = reference - (int) Math.rint(slope * k);
      if (q < 0 || r < 0) {
        return Double.POSITIVE_INFINITY;
      }
      sum += distances[q][r];
    }
    return sum;
  }
}
