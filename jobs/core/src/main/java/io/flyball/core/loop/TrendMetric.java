package io.flyball.core.loop;

/**
 * What only several windows together show: users against their own past ({@link UserTrends}), and
 * the loop against a random holdout ({@link Amplification}).
 */
public enum TrendMetric implements Metric {
  DRIFTING_USERS("number of users with 5 events at least now and in an earlier window"),
  MEAN_INTEREST_DRIFT_L2(
      "mean over those users of |category shares - shares of their first window|"),
  MEDIAN_BUBBLE_SLOPE_NATS("median over users of the slope of category entropy, nats per window"),
  AMPLIFICATION_GINI_OVER_N(
      "change of GINI_OVER_N since the log's first window less its change in the random holdout");

  private final String definition;

  TrendMetric(String definition) {
    this.definition = definition;
  }

  @Override
  public String definition() {
    return definition;
  }
}
