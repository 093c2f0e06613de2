package io.flyball.core.stats;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Points of several objectives, larger being better, of which some are dominated: another is at
 * least as good in every objective and better in one.
 */
public final class ParetoFront {
  private ParetoFront() {}

  /** Whether a point dominates another. */
  public static boolean dominates(double[] point, double[] other) {
    boolean better = false;
    for (int m = 0; m < point.length; m++) {
      if (!(point[m] >= other[m])) {
        return false;
      }
      better |= point[m] > other[m];
    }
    return better;
  }

  /** Whether none of the points dominates a point. */
  public static boolean holds(double[] point, double[][] points) {
    return Arrays.stream(points).noneMatch(each -> dominates(each, point));
  }

  /** The number of points that no other dominates; each of equal points counts. */
  public static long size(double[][] points) {
    return Arrays.stream(points).filter(point -> holds(point, points)).count();
  }

  /**
   * The volume between the origin and the points: what is dominated by at least one of them
   * (Zitzler, Thiele 1998), in units of the objectives' product. A point that is not above 0 in
   * every objective adds nothing. Computed by slicing one objective after the other: n^(M-1) steps
   * for n points and M objectives.
   */
  public static double hypervolume(double[][] points) {
    double[][] above =
        Arrays.stream(points)
            .filter(point -> Arrays.stream(point).allMatch(value -> value > 0))
            .toArray(double[][]::new);
    return above.length == 0 ? 0 : slice(above, above[0].length - 1);
  }

  private static double slice(double[][] points, int objective) {
    if (objective == 0) {
      return Arrays.stream(points).mapToDouble(point -> point[0]).max().orElse(0);
    }
    double[][] falling = points.clone();
    Arrays.sort(
        falling, Comparator.comparingDouble((double[] point) -> point[objective]).reversed());
    double volume = 0;
    for (int i = 0; i < falling.length; i++) {
      double next = i + 1 < falling.length ? falling[i + 1][objective] : 0;
      double height = falling[i][objective] - next;
      if (height > 0) {
        volume += height * slice(Arrays.copyOf(falling, i + 1), objective - 1);
      }
    }
    return volume;
  }
}
