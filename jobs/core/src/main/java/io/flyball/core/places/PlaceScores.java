package io.flyball.core.places;

import java.util.Arrays;
import java.util.List;

/**
 * How well one query drive finds its places.
 *
 * @param queries number of its places
 * @param recall1 Recall@1; NaN without queries or references
 * @param recall5 Recall@5
 * @param recall10 Recall@10
 * @param area under the published curve of precision over recall
 * @param margin mean margin of the best matches
 */
public record PlaceScores(
    int queries, double recall1, double recall5, double recall10, double area, double margin) {
  static PlaceScores of(double[][] d, boolean[][] right, Positions positions, double tolerance) {
    if (d.length == 0 || positions.size() == 0) {
      return new PlaceScores(d.length, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }
    List<double[]> distances = Arrays.asList(d);
    List<boolean[]> truth = Arrays.asList(right);
    double[] best = new double[d.length];
    boolean[] found = new boolean[d.length];
    double margin = 0;
    for (int q = 0; q < d.length; q++) {
      PlaceMatch match = PlaceMatch.of(d[q], positions, tolerance);
      best[q] = match.distance();
      found[q] = right[q][match.reference()] && Double.isFinite(match.distance());
      margin += Double.isFinite(match.margin()) ? match.margin() / d.length : 0;
    }
    return new PlaceScores(
        d.length,
        Recall.at(1, distances, truth),
        Recall.at(5, distances, truth),
        Recall.at(10, distances, truth),
        Recall.asPublished(best, found).area(),
        margin);
  }
}
