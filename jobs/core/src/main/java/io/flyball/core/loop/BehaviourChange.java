package io.flyball.core.loop;

/**
 * Whether behaviour changed after a piece of feedback: the actions in (t, t + window] against those
 * in (t - window, t], by Jensen-Shannon divergence. Window and threshold are the caller's to
 * declare.
 *
 * @param divergence in nats, in [0, ln 2]; NaN when one side had no action
 * @param changed divergence above the threshold; an empty side is no evidence of change
 */
public record BehaviourChange(double divergence, boolean changed) {

  /** Compares counts of actions by kind. */
  public static BehaviourChange between(double[] before, double[] after, double threshold) {
    double divergence = CategoryShares.jensenShannon(before, after);
    return new BehaviourChange(divergence, divergence > threshold);
  }
}
