package io.flyball.core.bandit.linear;

import io.flyball.core.bandit.Checks;
import io.flyball.core.bandit.Question;
import io.flyball.core.bandit.WinProbability;

/**
 * Linear Thompson sampling with one ridge regression per arm: the sampled means are independent
 * N(x'theta_a, v^2 x'A_a^-1 x) (Agrawal, Goyal, "Thompson sampling for contextual bandits with
 * linear payoffs", ICML 2013), so each arm's probability to be the largest is a one-dimensional
 * integral and the propensity is exact.
 *
 * <p>Cost: K d(d+1)/2 and the integral, some 60 ns per node and arm still in the race.
 *
 * @param ridge the regression
 * @param v posterior scale, at least 0; 0.1 to 0.5 in practice
 */
public record LinThompson(Ridge ridge, double v) implements RegressionPolicy {
  public LinThompson {
    Checks.within("v", v, 0, Double.MAX_VALUE);
  }

  /** Scalar rewards, pending-aware. */
  public static LinThompson of(int d, double lambda, double v) {
    return new LinThompson(new Ridge(d, lambda, Pending.PREDICTED, 1), v);
  }

  @Override
  public Ridge regression() {
    return ridge;
  }

  @Override
  public void propensities(double[] shared, Question question, double[] out) {
    double[] mean = new double[out.length];
    double[] sd = new double[out.length];
    double scale = v * norm(question.weights());
    for (int i = 0; i < out.length; i++) {
      double[] arm = question.arms()[i].state();
      mean[i] = mean(arm, question);
      sd[i] = scale * Math.sqrt(ridge.width2(arm, question.context()));
    }
    WinProbability.normal(mean, sd, out);
  }
}
