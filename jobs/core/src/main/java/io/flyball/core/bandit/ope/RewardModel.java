package io.flyball.core.bandit.ope;

import io.flyball.core.bandit.LoggedDecision;
import io.flyball.core.random.Draws;

/** What an arm earns in a context, for the direct and the doubly robust estimators. */
public interface RewardModel {
  /** The fold of a row, from the id of its decision, or its number where it has none. */
  int fold(LogRow row, long number);

  /**
   * Adds a row to its fold.
   *
   * @param weight of the row in the fit, at least 0
   */
  void add(LoggedDecision row, int fold, double weight);

  /**
   * Predicted reward of an arm for a row of a fold.
   *
   * @param arm its place among those eligible
   */
  double predict(LoggedDecision row, int arm, int fold);

  /** Whether a row is to be predicted before it is added, in the order of the log. */
  default boolean pastOnly() {
    return false;
  }

  /** Value of showing the arms with these probabilities. */
  default double value(LoggedDecision row, double[] probabilities, int fold) {
    double sum = 0;
    for (int i = 0; i < probabilities.length; i++) {
      sum += probabilities[i] == 0 ? 0 : probabilities[i] * predict(row, i, fold);
    }
    return sum;
  }

  /**
   * Weight of a row in the fit for the more robust doubly robust estimator, pi (1-p)/p^2, which
   * makes the variance of DR small (Farajtabar, Chow, Ghavamzadeh, "More robust doubly robust
   * off-policy evaluation", ICML 2018).
   */
  static double robustWeight(double target, double propensity) {
    return target * (1 - propensity) / (propensity * propensity);
  }

  /** One of {@code folds} by a hash. */
  static int fold(LogRow row, long number, int folds) {
    long key = row.id().isEmpty() ? number + 1 : Draws.hash64(row.id());
    return (int) Long.remainderUnsigned(Draws.mix64(key), folds);
  }
}
