package io.flyball.core.reward.group;

import io.flyball.core.bandit.Checks;
import io.flyball.core.bandit.guide.LeaveOneOut;

/**
 * How the rewards of a group become advantages, or a choice. Advantages sum to 0 but for {@link
 * #NEGATIVE_AWARE} with its correct rate at a bound; a group whose rewards are all equal gives 0 to
 * everybody.
 */
public enum Comparison {
  /** A_i = r_i - mean of the others (LOOP: "Reinforcement learning for long-horizon agents"). */
  LEAVE_ONE_OUT {
    @Override
    public double[] of(double[] rewards) {
      return LeaveOneOut.advantages(rewards, false);
    }
  },
  /** A_i = r_i - mean (Dr. GRPO, arXiv 2503.20783); (n-1)/n of the above. */
  MEAN_CENTRED {
    @Override
    public double[] of(double[] rewards) {
      return centred(rewards);
    }
  },
  /** A_i = (r_i - mean) / max(sd, 1e-7), sd of the n members (GRPO, arXiv 2402.03300). */
  STD_NORMALISED {
    @Override
    public double[] of(double[] rewards) {
      double[] out = centred(rewards);
      double squares = 0;
      for (double a : out) {
        squares += a * a;
      }
      double deviation = Math.max(Math.sqrt(squares / out.length), SMALLEST_DEVIATION);
      for (int i = 0; i < out.length; i++) {
        out[i] /= deviation;
      }
      return out;
    }
  },
  /**
   * The weights of negative-aware fine-tuning on policy: a reward above 0 is a success, p their
   * share; successes weigh sqrt((1-p)/p), failures -sqrt(p/(1-p)) ({@link NegativeAware}).
   */
  NEGATIVE_AWARE {
    @Override
    public double[] of(double[] rewards) {
      check(rewards);
      boolean[] success = new boolean[rewards.length];
      for (int i = 0; i < rewards.length; i++) {
        success[i] = rewards[i] > 0;
      }
      return NegativeAware.USUAL.weights(success);
    }
  };

  private static final double SMALLEST_DEVIATION = 1e-7;

  /** Advantages of at least two finite rewards, in their order. Cost: O(n). */
  public abstract double[] of(double[] rewards);

  private static double[] centred(double[] rewards) {
    check(rewards);
    double sum = 0;
    for (double r : rewards) {
      sum += r;
    }
    double[] out = new double[rewards.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = rewards[i] - sum / rewards.length;
    }
    return out;
  }

  private static void check(double[] rewards) {
    if (rewards.length < 2) {
      throw new IllegalArgumentException(
          "a group needs at least 2 rewards, found " + rewards.length);
    }
    Checks.vector("rewards", rewards, rewards.length);
  }
}
