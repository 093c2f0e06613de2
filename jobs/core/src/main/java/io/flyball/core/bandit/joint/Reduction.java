package io.flyball.core.bandit.joint;

/**
 * How a reward of the arm shown becomes examples of the regression ({@code gen_cs_example}, {@code
 * cb_adf.cc} of Vowpal Wabbit); a is the arm shown, p its probability, r the reward.
 */
public enum Reduction {
  /** r/p for a, 0 for the others. */
  IPS(true),
  /** r for a alone. */
  DM(false),
  /** q_j + [j=a](r - q_a)/p for every arm, with q a regression that is learned beside. */
  DR(true),
  /** r for a alone, of importance (1/p)(decisions/arms offered), as many as there were so far. */
  MTR(false);

  private final boolean all;

  Reduction(boolean all) {
    this.all = all;
  }

  /** Whether it learns of arms that were not shown. */
  boolean all() {
    return all;
  }

  /** Replaces predictions by doubly robust values. */
  static void doublyRobust(double[] q, int shown, double reward, double p) {
    q[shown] += (reward - q[shown]) / p;
  }

  /** Importance of an example for {@link #MTR}. */
  static double importance(double p, double decisions, double offered) {
    return decisions / (p * offered);
  }
}
