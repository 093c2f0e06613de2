package io.flyball.tools.loop;

import io.flyball.core.stats.MannKendall;
import io.flyball.schemas.LoopMetric;
import java.util.List;

/**
 * One of the metrics that the answer rests on.
 *
 * @param metric as records name it
 * @param title for a person
 * @param narrower 1 where more of it is narrower, -1 where less is
 * @param rows of the windows, in their order
 * @param trend of its values
 */
record Headline(
    String metric, String title, int narrower, List<LoopMetric> rows, MannKendall trend) {
  /** Probability of a false trend that is borne, of all headlines together. */
  static final double LEVEL = 0.05;

  static Headline of(String metric, String title, int narrower, List<LoopMetric> rows) {
    double[] values =
        rows.stream()
            .mapToDouble(row -> row.getValue() == null ? Double.NaN : row.getValue())
            .toArray();
    return new Headline(metric, title, narrower, rows, MannKendall.of(values));
  }

  /** Whether there is a trend, where so many headlines are looked at (Bonferroni). */
  boolean isShown(int headlines) {
    return trend.p() * headlines < LEVEL;
  }

  /** 1 where its trend is towards less variety, -1 towards more, 0 where it is flat. */
  int direction() {
    return (int) Math.signum(trend.slope()) * narrower;
  }

  /** From the first window to the last, along the slope. */
  double change() {
    return trend.slope() * (rows.size() - 1);
  }

  double lower() {
    return trend.lower() * (rows.size() - 1);
  }

  double upper() {
    return trend.upper() * (rows.size() - 1);
  }
}
