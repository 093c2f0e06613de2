package io.flyball.core.continuing;

import java.io.Serializable;

/**
 * How lazily a plan is replaced.
 *
 * @param beta a new plan is made when the accumulated discrepancy reaches 3 beta
 * @param bonus optimism at one visit, in units of reward
 * @param span largest difference between values of states
 */
public record LazyRules(double beta, double bonus, double span) implements Serializable {

  public LazyRules {
    if (!(beta > 0 && Double.isFinite(beta))
        || !(bonus >= 0 && Double.isFinite(bonus))
        || !(span > 0 && Double.isFinite(span))) {
      throw new IllegalArgumentException(
          "beta and span must be above 0 and the bonus at least 0, found "
              + beta
              + ", "
              + span
              + " and "
              + bonus);
    }
  }

  public double threshold() {
    return 3 * beta;
  }

  /** Most pairs of state and action with which these rules are not refused. */
  public double pairs() {
    return bonus == 0 ? Double.POSITIVE_INFINITY : threshold() / (bonus * bonus);
  }

  /**
   * Refuses rules by which every step would be planned anew: right after a plan the bonus alone
   * contributes bonus^2 for each pair that was seen.
   */
  public void check(int states, int actions) {
    double alone = (double) states * actions * bonus * bonus;
    if (threshold() <= alone) {
      throw new IllegalArgumentException(
          "3 beta must be above states x actions x bonus^2, or every step is planned anew: 3 beta"
              + " is "
              + threshold()
              + ", and "
              + states
              + " x "
              + actions
              + " x "
              + bonus
              + "^2 is "
              + alone);
    }
  }
}
