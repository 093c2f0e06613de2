package io.flyball.core.places;

import java.util.ArrayList;
import java.util.List;

/**
 * The places of one drive along a route.
 *
 * @param descriptors of its places
 * @param positions of them
 */
public record Traverse(List<float[]> descriptors, Positions positions) {
  public Traverse {
    if (descriptors.size() != positions.size()) {
      throw new IllegalArgumentException("Each place has a position.");
    }
  }

  /**
   * The places of a drive: its frames that {@link FrameFilter} keeps.
   *
   * @param positions of the frames, where they were in their middle
   * @param skipUs frames that begin earlier after the first are left out
   */
  public static Traverse of(List<PlaceFrame> frames, Positions positions, long skipUs) {
    List<float[]> descriptors = new ArrayList<>();
    List<Integer> kept = new ArrayList<>();
    for (int i : FrameFilter.kept(frames, positions)) {
      if (frames.get(i).startUs() - frames.get(0).startUs() >= skipUs) {
        descriptors.add(frames.get(i).descriptor());
        kept.add(i);
      }
    }
    return new Traverse(
        descriptors,
        new Positions(
            kept.stream().mapToDouble(i -> positions.x()[i]).toArray(),
            kept.stream().mapToDouble(i -> positions.y()[i]).toArray()));
  }

  /**
   * Recall of a query drive against a reference drive.
   *
   * @param sequence how sequences are matched, or null for single frames
   */
  public static PlaceScores scores(
      Traverse reference, Traverse query, double tolerance, SequenceMatcher sequence) {
    PlaceMap map = new PlaceMap();
    reference.descriptors.forEach(map::add);
    int n = query.descriptors.size();
    double[][] d = new double[n][];
    for (int q = 0; q < n; q++) {
      d[q] = map.distances(query.descriptors.get(q));
    }
    double[][] enhanced = sequence == null ? d : sequence.enhanced(d);
    double[][] found = new double[n][];
    boolean[][] right = new boolean[n][reference.positions.size()];
    for (int q = 0; q < n; q++) {
      found[q] = sequence == null ? d[q] : sequence.costs(enhanced, q);
      for (int r = 0; r < right[q].length; r++) {
        right[q][r] = query.positions.distance(q, reference.positions, r) < tolerance;
      }
    }
    return PlaceScores.of(found, right, reference.positions, tolerance);
  }
}
