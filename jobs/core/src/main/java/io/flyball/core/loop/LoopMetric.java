package io.flyball.core.loop;

/**
 * The metrics of one window of interactions, each with its normaliser and logarithm. n is the size
 * of the catalogue, S the number of events, x the count of an item, p = x / S. PastWindow means all
 * earlier windows: popularity read from the window itself would inflate itself.
 */
public enum LoopMetric implements Metric {
  EVENTS("number of events"),
  USERS("number of users with an event"),
  ITEMS("number of items with an event"),
  COVERAGE("items / n"),
  COVERAGE_5("items with 5 events at least / n"),
  GINI_OVER_N("sum (2j - n - 1) x_(j) / (n S), catalogue with zeros; largest value (n - 1)/n"),
  GINI_OVER_N_MINUS_1("GINI_OVER_N n / (n - 1); largest value 1"),
  GINI_SEEN("sum (2j - d - 1) x_(j) / (d S), over the d items with an event"),
  ENTROPY_NATS("-sum p ln p"),
  ENTROPY_BITS("-sum p log2 p"),
  EFFECTIVE_ITEMS_EXP_H("exp of the entropy in nats"),
  ENTROPY_OVER_LOG_N("-sum p ln p / ln n"),
  HHI("sum p^2"),
  EFFECTIVE_ITEMS_INVERSE_HHI("1 / sum p^2"),
  TOP10_SHARE("share of the events on the 10 most frequent items"),
  TOP_PERCENT_SHARE("share of the events on the floor(n/100) most frequent items, at least one"),
  ARP_PAST("mean over events of the item's count in the past"),
  HEAD_SIZE("fewest items that had 80 % of the past events"),
  TAIL_SHARE("share of the events on items outside that head"),
  APLT("mean over users of the share of their events outside that head"),
  ACLT("mean over users of the number of their events outside that head"),
  CATEGORY_ENTROPY_NATS("entropy of category weights; an item's weight is split evenly"),
  USERS_WITH_5("number of users with 5 events at least"),
  MEAN_JACCARD("mean pairwise Jaccard of the item sets of users with 5 events at least"),
  USERS_WITH_CATEGORY_ENTROPY("number of users with 5 events at least and a category"),
  MEAN_USER_CATEGORY_ENTROPY_NATS("mean over those users of their category entropy"),
  MEDIAN_USER_CATEGORY_ENTROPY_NATS("median over those users of their category entropy"),
  CALIBRATED_USERS("number of users with 3 events at least now and 5 at least in the past"),
  MEAN_CALIBRATION_KL_NATS("mean over those users of KL(past || .99 now + .01 past)"),
  NEW_ITEMS("items with an event that had none in the past");

  private final String definition;

  LoopMetric(String definition) {
    this.definition = definition;
  }

  @Override
  public String definition() {
    return definition;
  }
}
