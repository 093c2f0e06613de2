package io.flyball.core.loop;

/** What is counted in a pane of a scope, as pairs of numbers; the order is part of stored state. */
public enum Table {
  /** User and item of what a recommender chose to show. */
  EXPOSURE("exposure"),
  /** User and item of what was shown at random, to keep an unbiased view. */
  HOLDOUT_EXPOSURE("holdout-exposure"),
  /** User and item of what was taken of the recommender's choice, or without a known exposure. */
  FEEDBACK("feedback"),
  /** User and item of what was taken of the random exposures. */
  HOLDOUT_FEEDBACK("holdout-feedback"),
  /** Nobody and arm of a policy's decisions. */
  DECISION("decision"),
  /** Source and rank (0 when unknown) of what a recommender chose to show. */
  SHOWN("source"),
  /** Source and rank of what was taken of it: what earlier versions stored for clicks. */
  TAKEN("source"),
  /** Ranks of the generated and the human copy of an item, shown in one slate. */
  COPIES("source"),
  /** Intra-list diversity of a slate, as the bits of a double, and the number of its items. */
  DIVERSITY("slate"),
  /** Source and rank (0 when unknown) of each click, however many an exposure got. */
  CLICK("click"),
  /**
   * Source of an exposure that was clicked, counted once in the pane of its first click, and how
   * many panes before that pane it was shown.
   */
  CLICKED("click");

  private final String prefix;

  Table(String prefix) {
    this.prefix = prefix;
  }

  /** What the names of its metrics begin with. */
  public String prefix() {
    return prefix;
  }

  /** Whether its pairs are users and items. */
  public boolean isInteractions() {
    return switch (this) {
      case EXPOSURE, HOLDOUT_EXPOSURE, FEEDBACK, HOLDOUT_FEEDBACK, DECISION -> true;
      case SHOWN, TAKEN, COPIES, DIVERSITY, CLICK, CLICKED -> false;
    };
  }
}
