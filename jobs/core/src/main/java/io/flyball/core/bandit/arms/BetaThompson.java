package io.flyball.core.bandit.arms;

import io.flyball.core.bandit.Arm;
import io.flyball.core.bandit.Checks;
import io.flyball.core.bandit.Question;

/**
 * Thompson sampling with a Beta posterior: theta_a ~ Beta(alpha + S_a, beta + N_a - S_a), the arm
 * of the largest sample wins (Thompson 1933). Instead of sampling the thetas, each arm's
 * probability to win is integrated and the arm drawn from it, so the propensity is known.
 *
 * <p>Rewards between 0 and 1 count as fractions of a success. Cost: about 1 us for each arm that is
 * still in the race; one out of it costs a quarter.
 *
 * @param alpha prior successes, at least 1
 * @param beta prior failures, at least 1
 */
public record BetaThompson(double alpha, double beta) implements CountPolicy {
  public BetaThompson {
    Checks.within("alpha", alpha, 1, Double.MAX_VALUE);
    Checks.within("beta", beta, 1, Double.MAX_VALUE);
  }

  private double successes(Arm arm) {
    return alpha + arm.state()[SUM];
  }

  private double failures(Arm arm) {
    return beta + arm.state()[OBSERVED] - arm.state()[SUM];
  }

  /** Posterior means. */
  @Override
  public void scores(double[] shared, Question question, double[] out) {
    for (int i = 0; i < out.length; i++) {
      Arm arm = question.arms()[i];
      out[i] = successes(arm) / (successes(arm) + failures(arm));
    }
  }

  @Override
  public void propensities(double[] shared, Question question, double[] out) {
    double[] a = new double[out.length];
    double[] b = new double[out.length];
    for (int i = 0; i < out.length; i++) {
      a[i] = successes(question.arms()[i]);
      b[i] = Math.max(1, failures(question.arms()[i]));
    }
    BetaBestArmProbability.run(a, b, out);
  }
}
