package io.flyball.core.places;

import java.util.Arrays;

/**
 * The best match of a query.
 *
 * @param reference index of the nearest reference, the lowest of equals
 * @param distance its distance
 * @param margin 1 − d₁/d₂, with d₂ the smallest distance outside of the tolerance around the match:
 *     0 for no difference, 1 for a perfect match; 0 where there is no other place
 */
public record PlaceMatch(int reference, double distance, double margin) {
  /**
   * Finds the best match.
   *
   * @param positions of the references
   * @param tolerance within which two places are one, m
   * @throws IllegalArgumentException when there is no reference
   */
  public static PlaceMatch of(double[] distances, Positions positions, double tolerance) {
    int best = nearest(distances, 1)[0];
    double other = Double.POSITIVE_INFINITY;
    for (int i = 0; i < distances.length; i++) {
      if (positions.distance(i, positions, best) > tolerance) {
        other = Math.min(other, distances[i]);
      }
    }
    boolean alone = Double.isInfinite(other) || other <= 0;
    return new PlaceMatch(best, distances[best], alone ? 0 : 1 - distances[best] / other);
  }

  /** Indices of the nearest references, the nearest first, of equals the lowest first. */
  public static int[] nearest(double[] distances, int most) {
    if (distances.length == 0) {
      throw new IllegalArgumentException("A map without references matches nothing.");
    }
    Integer[] order = new Integer[distances.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(distances[a], distances[b]));
    return Arrays.stream(order).limit(most).mapToInt(Integer::intValue).toArray();
  }
}
