package io.flyball.core.bandit.ope;

import io.flyball.core.bandit.Checks;
import io.flyball.core.bandit.LoggedDecision;
import io.flyball.core.bandit.joint.Normalised;
import io.flyball.core.bandit.joint.SparseRegression;
import io.flyball.core.features.JointFeatures;
import io.flyball.core.features.SparseVector;

/**
 * A reward model on features by name: one regression for all arms on the hashed features of context
 * and arm together and their products, by normalised adaptive gradients ({@link Normalised}). What
 * is learned is the difference to the mean reward of the rows before.
 *
 * <p>With folds a row teaches all folds but its own; with {@code past only} there is one, and a row
 * is predicted from those before it.
 *
 * <p>State: per fold 3 doubles an index. Cost: linear in the features of the arm, times folds - 1.
 */
public final class JointRewardModel implements RewardModel {
  private final JointFeatures features;
  private final SparseRegression regression = new Normalised(0.5, true, true);
  private final boolean pastOnly;
  private final double[][] states;
  private final double[] rewards;
  private final double[] rows;
  private LoggedDecision seen;
  private SparseVector[] vectors = {};

  /**
   * A model without rows.
   *
   * @param features indices and products
   * @param folds at least 1; not read where only rows of the past count
   */
  public JointRewardModel(JointFeatures features, int folds, boolean pastOnly) {
    int kept = pastOnly ? 1 : folds;
    if (kept < 1) {
      throw new IllegalArgumentException("at least 1 fold is needed, found " + folds);
    }
    this.features = features;
    this.pastOnly = pastOnly;
    this.states = new double[kept][];
    this.rewards = new double[kept];
    this.rows = new double[kept];
  }

  @Override
  public boolean pastOnly() {
    return pastOnly;
  }

  @Override
  public int fold(LogRow row, long number) {
    return RewardModel.fold(row, number, states.length);
  }

  /** Of a row that is asked about several times, as by each fold, once. */
  @SuppressWarnings("ReferenceEquality") // the same row again, not an equal one
  private SparseVector vector(LoggedDecision row, int arm) {
    if (row != seen) {
      seen = row;
      vectors = new SparseVector[row.arms().length];
    }
    if (vectors[arm] == null) {
      vectors[arm] = features.of(row.context(), row.features()[arm]);
    }
    return vectors[arm];
  }

  @Override
  public void add(LoggedDecision row, int fold, double weight) {
    double c = row.importance() * weight;
    if (c == 0) {
      return;
    }
    Checks.within("importance weight", c, 0, Checks.GREATEST);
    SparseVector x = vector(row, row.index());
    for (int other = 0; other < states.length; other++) {
      if (states.length > 1 && other == fold) {
        continue;
      }
      if (states[other] == null) {
        states[other] = new double[regression.scalars() + regression.stride() * features.size()];
      }
      regression.learn(states[other], 0, x, row.reward() - mean(other), c);
      rewards[other] += c * row.reward();
      rows[other] += c;
    }
  }

  private double mean(int fold) {
    return rows[fold] == 0 ? 0 : rewards[fold] / rows[fold];
  }

  @Override
  public double predict(LoggedDecision row, int arm, int fold) {
    return states[fold] == null
        ? mean(fold)
        : mean(fold) + regression.predict(states[fold], 0, vector(row, arm));
  }
}
