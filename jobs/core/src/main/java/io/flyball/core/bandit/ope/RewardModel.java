package io.flyball.core.bandit.ope;

import io.flyball.core.bandit.Checks;
import io.flyball.core.bandit.LoggedDecision;
import java.util.HashMap;
import java.util.Map;

/**
 * The mean reward of each arm, shrunk towards a prior: q(a) = (sum of rewards + prior rewards) /
 * (rows + prior rows), whatever the context. What it gets wrong the doubly robust estimators
 * correct. State: two doubles per arm.
 */
public final class RewardModel {
  private final double priorRewards;
  private final double priorRows;
  private final Map<String, double[]> arms = new HashMap<>();

  /**
   * A model without rows.
   *
   * @param priorRewards sum of the rewards of the prior rows, finite
   * @param priorRows above 0
   */
  public RewardModel(double priorRewards, double priorRows) {
    this.priorRewards =
        Checks.within("prior rewards", priorRewards, -Double.MAX_VALUE, Double.MAX_VALUE);
    this.priorRows = Checks.positive("prior rows", priorRows);
  }

  public void add(LoggedDecision row) {
    double[] sums = arms.computeIfAbsent(row.arm(), arm -> new double[2]);
    sums[0] += row.importance() * row.reward();
    sums[1] += row.importance();
  }

  /** Predicted reward; that of the prior for an arm without rows. */
  public double predict(String arm) {
    double[] sums = arms.get(arm);
    return sums == null
        ? priorRewards / priorRows
        : (sums[0] + priorRewards) / (sums[1] + priorRows);
  }

  /** Value of showing the arms with these probabilities. */
  public double value(String[] ids, double[] probabilities) {
    double sum = 0;
    for (int i = 0; i < ids.length; i++) {
      sum += probabilities[i] * predict(ids[i]);
    }
    return sum;
  }
}
