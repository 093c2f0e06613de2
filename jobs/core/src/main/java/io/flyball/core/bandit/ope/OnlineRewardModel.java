package io.flyball.core.bandit.ope;

import io.flyball.core.bandit.Checks;
import io.flyball.core.bandit.LoggedDecision;
import io.flyball.core.bandit.linear.Pending;
import io.flyball.core.bandit.linear.Regression;
import io.flyball.core.bandit.linear.Ridge;
import io.flyball.core.bandit.regression.AdaGrad;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A reward model that learns row by row, per arm on the context and a constant: by ridge regression
 * or by AdaGrad, whose cost is linear in the length of the context. What is learned is the
 * difference to the mean reward of the rows before.
 *
 * <p>With folds a row teaches all folds but its own; with {@code past only} there is one, and a row
 * is predicted from those before it: no row of the future speaks, as for a stream.
 *
 * <p>State: per arm and fold that of the regression. Cost: that of the regression times folds - 1.
 */
public final class OnlineRewardModel implements RewardModel {
  private static final double[] NONE = {};

  private final Regression regression;
  private final int d;
  private final int folds;
  private final boolean pastOnly;
  private final Map<String, double[][]> states = new HashMap<>();
  private final double[] rewards;
  private final double[] rows;

  private OnlineRewardModel(Regression regression, int folds, boolean pastOnly) {
    this.regression = regression;
    this.d = regression.d();
    this.folds = pastOnly ? 1 : folds;
    this.pastOnly = pastOnly;
    if (this.folds < 1) {
      throw new IllegalArgumentException("at least 1 fold is needed, found " + folds);
    }
    this.rewards = new double[this.folds];
    this.rows = new double[this.folds];
  }

  /**
   * Ridge regression on the rows before.
   *
   * @param ridge how many rows the mean counts for, above 0
   * @param context length of the contexts that are used; 0 for none
   */
  public static OnlineRewardModel pastRidge(double ridge, int context) {
    return new OnlineRewardModel(new Ridge(context + 1, ridge, Pending.AT_REWARD, 1), 1, true);
  }

  /**
   * AdaGrad.
   *
   * @param eta step size, above 0
   * @param folds at least 1; not read where only rows of the past count
   */
  public static OnlineRewardModel adaGrad(double eta, int context, int folds, boolean pastOnly) {
    return new OnlineRewardModel(new AdaGrad(context + 1, eta), folds, pastOnly);
  }

  @Override
  public boolean pastOnly() {
    return pastOnly;
  }

  @Override
  public int fold(LogRow row, long number) {
    return RewardModel.fold(row, number, folds);
  }

  @Override
  public void add(LoggedDecision row, int fold, double weight) {
    double c = row.importance() * weight;
    if (c == 0) {
      return;
    }
    Checks.within("importance weight", c, 0, Checks.GREATEST);
    double[][] states = this.states.computeIfAbsent(row.arm(), arm -> new double[folds][]);
    double[] z = features(row.context());
    for (int other = 0; other < folds; other++) {
      if (folds > 1 && other == fold) {
        continue;
      }
      if (states[other] == null) {
        states[other] = new double[regression.size()];
        regression.start(states[other]);
      }
      double[] target = {row.reward() - mean(other)};
      regression.learn(states[other], z, NONE, target, c);
      rewards[other] += c * row.reward();
      rows[other] += c;
    }
  }

  private double mean(int fold) {
    return rows[fold] == 0 ? 0 : rewards[fold] / rows[fold];
  }

  private double[] features(double[] context) {
    double[] z = Arrays.copyOf(context, d);
    z[d - 1] = 1;
    return z;
  }

  @Override
  public double predict(LoggedDecision row, int arm, int fold) {
    double[][] states = this.states.get(row.arms()[arm]);
    double difference =
        states == null || states[fold] == null
            ? 0
            : regression.predict(states[fold], 0, features(row.context()));
    return mean(fold) + difference;
  }
}
