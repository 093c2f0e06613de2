package io.flyball.core.places;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** How well queries find their places. */
public final class Recall {
  private Recall() {}

  /**
   * Recall@N: the share of all queries that have a right reference among their N nearest.
   *
   * @param distances of each query to each reference; an infinite one is no match
   * @param right whether a reference is right for a query
   * @return NaN without queries
   */
  public static double at(int n, List<double[]> distances, List<boolean[]> right) {
    int found = 0;
    for (int q = 0; q < distances.size(); q++) {
      boolean[] truth = right.get(q);
      double[] d = distances.get(q);
      boolean hit =
          Arrays.stream(PlaceMatch.nearest(d, n)).anyMatch(i -> truth[i] && Double.isFinite(d[i]));
      found += hit ? 1 : 0;
    }
    return found / (double) distances.size();
  }

  /**
   * A curve of precision over recall, a point for each query as the threshold on its best distance
   * rises.
   *
   * @param area under it by trapezoids, from recall 0 and precision 1 on
   */
  @SuppressWarnings("ArrayRecordComponent") // a curve is its points; never compared
  public record Curve(double[] precision, double[] recall, double area) {
    private static Curve of(double[] precision, double[] recall) {
      double area = 0;
      double r = 0;
      double p = 1;
      for (int i = 0; i < recall.length; i++) {
        area += (recall[i] - r) * (precision[i] + p) / 2;
        r = recall[i];
        p = precision[i];
      }
      return new Curve(precision, recall, area);
    }
  }

  /**
   * The curve of the published code: what lies above the threshold counts as missed, so recall =
   * right/(right + queries above).
   *
   * @param best distance of each query's best match
   * @param right whether that match is right
   */
  public static Curve asPublished(double[] best, boolean[] right) {
    return curve(best, right, -1);
  }

  /**
   * The usual curve: recall = right matches/queries that have a right reference.
   *
   * @param findable queries that have one
   */
  public static Curve standard(double[] best, boolean[] right, int findable) {
    if (findable < 1) {
      throw new IllegalArgumentException("Recall needs a query that has a right reference.");
    }
    return curve(best, right, findable);
  }

  private static Curve curve(double[] best, boolean[] right, int findable) {
    int n = best.length;
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> best[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] precision = new double[n];
    double[] recall = new double[n];
    int found = 0;
    for (int k = 0; k < n; k++) {
      found += right[order[k]] ? 1 : 0;
      int missed = n - k - 1;
      precision[k] = found / (k + 1.0);
      recall[k] =
          findable > 0
              ? found / (double) findable
              : found + missed == 0 ? 0 : found / (double) (found + missed);
    }
    return Curve.of(precision, recall);
  }
}
