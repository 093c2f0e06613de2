package io.flyball.core.bandit.serve;

import java.io.Serializable;

/**
 * How rewards as they come become what an algorithm learns: as they are, with their sign changed
 * where they are costs, or, where their range is known, as a share of it from the worst, 0, to the
 * best, 1.
 *
 * @param cost whether smaller is better
 * @param low smallest possible reward; NaN when the range is not known
 * @param high largest possible reward; NaN when the range is not known
 */
public record RewardScale(boolean cost, double low, double high) implements Serializable {
  /** Rewards are learned as they come. */
  public static final RewardScale PLAIN = new RewardScale(false, Double.NaN, Double.NaN);

  /** Whether the range is known. */
  public boolean ranged() {
    return low < high;
  }

  /** The worst reward; NaN when it is not known. */
  public double worst() {
    return cost ? high : low;
  }

  /**
   * What is learned of rewards.
   *
   * @throws IllegalArgumentException for one outside the range
   */
  public double[] lesson(double[] rewards) {
    if (!cost && !ranged()) {
      return rewards;
    }
    double[] lesson = new double[rewards.length];
    for (int i = 0; i < lesson.length; i++) {
      if (ranged() && !(rewards[i] >= low && rewards[i] <= high)) {
        throw new IllegalArgumentException(
            "the reward is " + rewards[i] + "; bandit.reward.range allows " + low + " to " + high);
      }
      lesson[i] = ranged() ? (rewards[i] - worst()) / (best() - worst()) : -rewards[i];
    }
    return lesson;
  }

  /** The reward that a prediction stands for. */
  double reward(double prediction) {
    if (ranged()) {
      return worst() + prediction * (best() - worst());
    }
    return cost ? -prediction : prediction;
  }

  private double best() {
    return cost ? low : high;
  }
}
