package io.flyball.core.bandit.ope;

import io.flyball.core.bandit.Checks;
import io.flyball.core.bandit.LoggedDecision;
import io.flyball.core.bandit.linear.Cholesky;
import io.flyball.core.bandit.linear.Packed;
import java.util.HashMap;
import java.util.Map;

/**
 * What an arm earns in a context: a ridge regression per arm on the context and a constant, shrunk
 * towards a prior mean m by N rows: q(x) = m + z'theta, theta = (N I + sum zz')^-1 sum z (r - m), z
 * = (x, 1). Without contexts this is (sum of rewards + N m) / (rows + N).
 *
 * <p>Cross-fitted: rows are dealt to folds by a hash of the decision's id, and a row is predicted
 * from the other folds, so that its own reward does not speak for itself. With one fold it is
 * fitted on all rows, as published figures are.
 *
 * <p>State: per arm and fold d(d+1)/2 + d doubles. Cost: d^2 a row to add, d^3 once per arm and
 * fold.
 */
public final class RidgeRewardModel implements RewardModel {
  private final double priorMean;
  private final double priorRows;
  private final int d;
  private final int folds;
  private final Map<String, double[][]> sums = new HashMap<>();
  private final Map<String, double[][]> solved = new HashMap<>();
  private final double[] rewards;
  private final double[] rows;

  /**
   * A model without rows.
   *
   * @param priorMean what a reward is taken for without rows; NaN for the mean of the other folds
   * @param priorRows how many rows that is worth, above 0
   * @param context length of the contexts that are used; 0 for none
   * @param folds at least 1
   */
  public RidgeRewardModel(double priorMean, double priorRows, int context, int folds) {
    this.priorMean =
        Double.isNaN(priorMean)
            ? priorMean
            : Checks.within("prior mean", priorMean, -Double.MAX_VALUE, Double.MAX_VALUE);
    this.priorRows = Checks.positive("prior rows", priorRows);
    if (folds < 1) {
      throw new IllegalArgumentException("at least 1 fold is needed, found " + folds);
    }
    this.d = context + 1;
    this.folds = folds;
    this.rewards = new double[folds];
    this.rows = new double[folds];
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
    double[] s = sums.computeIfAbsent(row.arm(), arm -> new double[folds][])[fold];
    if (s == null) {
      s = new double[Packed.size(d) + d];
      sums.get(row.arm())[fold] = s;
    }
    double[] z = features(row.context());
    Packed.decayAdd(s, 0, d, 1, c, z, 0);
    for (int i = 0; i < d; i++) {
      s[Packed.size(d) + i] += c * z[i] * row.reward();
    }
    rewards[fold] += c * row.reward();
    rows[fold] += c;
    solved.clear();
  }

  private double[] features(double[] context) {
    double[] z = new double[d];
    System.arraycopy(context, 0, z, 0, d - 1);
    z[d - 1] = 1;
    return z;
  }

  @Override
  public double predict(LoggedDecision row, int index, int fold) {
    String arm = row.arms()[index];
    double[][] byFold = solved.computeIfAbsent(arm, id -> new double[folds][]);
    if (byFold[fold] == null) {
      byFold[fold] = solve(arm, fold);
    }
    return mean(fold) + Packed.dot(byFold[fold], 0, features(row.context()), d);
  }

  private boolean counts(int other, int fold) {
    return folds == 1 || other != fold;
  }

  private double mean(int fold) {
    if (!Double.isNaN(priorMean)) {
      return priorMean;
    }
    double sum = 0;
    double count = 0;
    for (int i = 0; i < folds; i++) {
      sum += counts(i, fold) ? rewards[i] : 0;
      count += counts(i, fold) ? rows[i] : 0;
    }
    return count == 0 ? 0 : sum / count;
  }

  private double[] solve(String arm, int fold) {
    int size = Packed.size(d);
    double[] total = new double[size + d];
    double[][] parts = sums.getOrDefault(arm, new double[folds][]);
    for (int other = 0; other < folds; other++) {
      for (int i = 0; counts(other, fold) && parts[other] != null && i < total.length; i++) {
        total[i] += parts[other][i];
      }
    }
    double[] right = new double[d];
    double mean = mean(fold);
    for (int i = 0; i < d; i++) {
      // The last row of A holds the sums of z.
      right[i] = total[size + i] - mean * total[Packed.size(d - 1) + i];
    }
    double[] a = new double[size];
    System.arraycopy(total, 0, a, 0, size);
    Packed.addDiagonal(a, 0, d, priorRows);
    double[] factor = new double[size];
    Cholesky.factorRepaired(a, 0, d, factor, 0);
    double[] theta = new double[d];
    Cholesky.solve(factor, 0, d, right, theta);
    return theta;
  }
}
