package io.flyball.core.loop;

import io.flyball.core.stats.CoMoments;

/**
 * How far immediate feedback overstates what the user thinks once the outcome is known (RLHS, arXiv
 * 2501.08617). Unmatched interactions are counted by what became of them, never as negative. O(1)
 * per interaction; results are NaN while nothing was matched.
 */
public final class HindsightGap {
  private final CoMoments matched = new CoMoments();
  private final CoMoments immediateAndUtility = new CoMoments();
  private long censored;
  private long orphans;
  private long outcomes;
  private long regrets;

  /** Both sides of an interaction, on the same scale. */
  public void matched(double immediate, double hindsight) {
    matched.add(immediate, hindsight);
  }

  /** The horizon passed without an outcome. */
  public void censored() {
    censored++;
  }

  /** An outcome whose immediate feedback never came. */
  public void orphan() {
    orphans++;
  }

  /**
   * The outcome of an interaction.
   *
   * @param utility see {@link #utility}
   * @param regretted whether the user took the choice back
   */
  public void outcome(double immediate, double utility, boolean regretted) {
    immediateAndUtility.add(immediate, utility);
    outcomes++;
    regrets += regretted ? 1 : 0;
  }

  public long matchedCount() {
    return matched.count();
  }

  /** Matched share of the interactions whose immediate feedback came. */
  public double matchedShare() {
    return (double) matched.count() / (matched.count() + censored);
  }

  public long orphanCount() {
    return orphans;
  }

  public double meanImmediate() {
    return matched.meanX();
  }

  public double meanHindsight() {
    return matched.meanY();
  }

  /** Mean immediate less mean hindsight, in the unit of the feedback. */
  public double gap() {
    return matched.meanX() - matched.meanY();
  }

  /** Paired t statistic of the gap, matchedCount - 1 degrees of freedom. */
  public double pairedT() {
    return matched.pairedT();
  }

  /** Pearson correlation of immediate feedback and utility. */
  public double immediateUtilityCorrelation() {
    return immediateAndUtility.pearson();
  }

  /** Share of the outcomes that were taken back. */
  public double regretRate() {
    return (double) regrets / outcomes;
  }

  /** A 1 to 5 rating on the scale [-1, 1]. */
  public static double fromLikert(double rating) {
    if (!(rating >= 1 && rating <= 5)) {
      throw new IllegalArgumentException("a Likert rating lies in [1, 5], was " + rating);
    }
    return (rating - 3) / 2;
  }

  /**
   * True utility of a choice: the least cost among the options that satisfy the requirement over
   * the cost paid. Not choosing has utility 0, violating the requirement -1.
   */
  public static double utility(double leastSatisfyingCost, double paid) {
    if (!(leastSatisfyingCost > 0 && paid >= leastSatisfyingCost)) {
      throw new IllegalArgumentException(
          "paid must be at least the least cost, which is positive; were "
              + paid
              + " and "
              + leastSatisfyingCost);
    }
    return leastSatisfyingCost / paid;
  }
}
