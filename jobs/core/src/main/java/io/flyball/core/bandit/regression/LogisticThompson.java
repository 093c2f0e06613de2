package io.flyball.core.bandit.regression;

import io.flyball.core.bandit.Arm;
import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.Checks;
import io.flyball.core.bandit.Policy;
import io.flyball.core.bandit.Question;
import io.flyball.core.bandit.Shape;
import io.flyball.core.bandit.WinProbability;
import java.util.Arrays;

/**
 * Thompson sampling on logistic regressions with a diagonal Laplace posterior w_i ~ N(m_i, 1/q_i):
 * each reward moves m to the mode of prior and likelihood, then q_i += x_i^2 p(1-p) (Chapelle, Li,
 * "An empirical evaluation of Thompson sampling", NIPS 2011).
 *
 * <p>x'w is normal and the logistic curve is monotone, so each arm's probability to be the largest
 * is the same integral as for the linear case. For one example the mode lies at m + a x/q, a scalar
 * equation solved by bisection. Rewards lie in [0, 1]. Arm layout: [m (d) | q (d)]. Cost: 2Kd and
 * the integral to decide, 4d to learn.
 *
 * @param d length of the context, at least 1
 * @param lambda prior precision, above 0
 */
public record LogisticThompson(int d, double lambda) implements Policy {
  private static final int BISECTIONS = 60;

  public LogisticThompson {
    if (d < 1) {
      throw new IllegalArgumentException("dimension must be at least 1, found " + d);
    }
    Checks.positive("lambda", lambda);
  }

  @Override
  public Shape shape() {
    return Shape.of("logistic", d, 0, 0, 2 * d);
  }

  @Override
  public void startArm(double[] arm) {
    Arrays.fill(arm, d, 2 * d, lambda);
  }

  /** Probabilities at the posterior mode. */
  @Override
  public void scores(double[] shared, Question question, double[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = FtrlLogistic.sigmoid(mean(question.arms()[i].state(), question.context()));
    }
  }

  private double mean(double[] arm, double[] x) {
    double sum = 0;
    for (int i = 0; i < d; i++) {
      sum += arm[i] * x[i];
    }
    return sum;
  }

  private double variance(double[] arm, double[] x) {
    double sum = 0;
    for (int i = 0; i < d; i++) {
      sum += x[i] * x[i] / arm[d + i];
    }
    return sum;
  }

  @Override
  public void propensities(double[] shared, Question question, double[] out) {
    double[] mean = new double[out.length];
    double[] sd = new double[out.length];
    for (int i = 0; i < out.length; i++) {
      double[] arm = question.arms()[i].state();
      mean[i] = mean(arm, question.context());
      sd[i] = Math.sqrt(variance(arm, question.context()));
    }
    WinProbability.normal(mean, sd, out);
  }

  @Override
  public void learn(double[] shared, Arm arm, AssignedArm taken, double[] reward, double weight) {
    double r = Checks.within("reward", reward[0], 0, 1);
    double[] s = arm.state();
    double[] x = taken.context();
    double mean = mean(s, x);
    double variance = variance(s, x);
    double low = -weight;
    double high = weight;
    for (int i = 0; i < BISECTIONS; i++) {
      double a = (low + high) / 2;
      if (a < weight * (r - FtrlLogistic.sigmoid(mean + a * variance))) {
        low = a;
      } else {
        high = a;
      }
    }
    double a = (low + high) / 2;
    double p = FtrlLogistic.sigmoid(mean + a * variance);
    for (int i = 0; i < d; i++) {
      s[i] += a * x[i] / s[d + i];
      s[d + i] += weight * x[i] * x[i] * p * (1 - p);
    }
  }

  @Override
  public boolean unitRewards() {
    return true;
  }
}
