package io.flyball.core.loop;

/**
 * The metrics of one window of slates, beside those of {@link LoopMetric} over what was shown. Head
 * and tail are those of the past. Generated and human content are told apart by {@link Source}.
 */
public enum SlateMetric implements Metric {
  SLATES("number of slates; an exposure without decision is a slate of one"),
  CLICKS("number of clicks: signals of kind CLICK, unless other kinds are named"),
  CLICKED_EXPOSURES("exposures of the window that got a click in it"),
  CLICK_RATE("clicked exposures / exposures"),
  EXPOSURE_SHARE_HUMAN("exposures of human content / exposures"),
  EXPOSURE_SHARE_GENERATED("exposures of generated content / exposures"),
  EXPOSURE_SHARE_UNKNOWN("exposures of unknown source / exposures"),
  DISCOUNTED_EXPOSURE_SHARE_GENERATED("share of sum 1/log2(1 + rank), over exposures with a rank"),
  CLICK_SHARE_GENERATED("clicked exposures of generated content / clicked exposures"),
  CLICK_RATE_RATIO("click rate of generated content / click rate of human content"),
  SOURCE_PHASE("generated share of known sources: 0 below .1, 1 from .1 to .9, 2 above"),
  INTRA_LIST_DIVERSITY_JACCARD(
      "mean over slates of the mean pairwise 1 - Jaccard of their items' categories"),
  EXPOSURE_DISPARITY_TAIL_HEAD(
      "(E/M of the tail) / (E/M of the head), E sum 1/log2(1 + rank), M clicked exposures"),
  POP_RSP_HEAD_TAIL(
      "deviation / mean of head and tail of P(shown | group), exposures / (slates x items)"),
  MAX_BIAS_DISPARITY("largest |share shown - share past| / share past over categories with a past");

  private final String definition;

  SlateMetric(String definition) {
    this.definition = definition;
  }

  @Override
  public String definition() {
    return definition;
  }
}
