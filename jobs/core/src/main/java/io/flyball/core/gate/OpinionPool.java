package io.flyball.core.gate;

import java.util.List;

/**
 * Combines critics by log-odds: logit p = logit pi + sum_i w_i (logit c_i - logit pi), with base
 * rate pi, calibrated probabilities c_i and weights w_i. With w_i = 1 and critics that err
 * independently this is Bayes' rule; smaller weights temper it (logarithmic opinion pool, Genest
 * and Zidek, Statistical Science 1986).
 */
public final class OpinionPool {
  private OpinionPool() {}

  /**
   * Probability that the action is right.
   *
   * @param baseRate share of right actions, in (0, 1)
   * @param weighings calibrated probabilities in (0, 1), weights in [0, 1]; the order does not
   *     count where it is always the same
   */
  public static double combine(double baseRate, List<Verdict.Weighing> weighings) {
    double base = logit(baseRate);
    double sum = base;
    for (Verdict.Weighing w : weighings) {
      sum += w.weight() * (logit(w.calibrated()) - base);
    }
    return 1 / (1 + Math.exp(-sum));
  }

  private static double logit(double p) {
    return Math.log(p / (1 - p));
  }
}
