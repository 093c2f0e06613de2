package io.flyball.core.reward.group;

/** What a group operator does with a complete group: compare its members, or choose one. */
public enum GroupMode {
  LEAVE_ONE_OUT(Comparison.LEAVE_ONE_OUT),
  MEAN_CENTRED(Comparison.MEAN_CENTRED),
  STD_NORMALISED(Comparison.STD_NORMALISED),
  NEGATIVE_AWARE(Comparison.NEGATIVE_AWARE),
  /** 1 for the least average rank over the components, 0 for the others. */
  BEST_BY_RANK(null),
  /** 1 for the greatest weighted sum, 0 for the others. */
  BEST_BY_VALUE(null),
  /** 1 for one drawn with probability proportional to exp(sum / temperature), 0 for the others. */
  SOFT_CHOICE(null);

  private final Comparison comparison;

  GroupMode(Comparison comparison) {
    this.comparison = comparison;
  }

  /** The comparison, or null when this mode chooses. */
  public Comparison comparison() {
    return comparison;
  }
}
