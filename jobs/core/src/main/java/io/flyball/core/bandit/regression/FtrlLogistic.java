package io.flyball.core.bandit.regression;

import io.flyball.core.bandit.Checks;
import io.flyball.core.bandit.linear.Regression;

/**
 * Logistic regression by FTRL-proximal: w_i = 0 when |z_i| &lt;= l1, else -(z_i - sgn(z_i) l1) /
 * ((beta + sqrt n_i)/alpha + l2); with g the gradient and sigma = (sqrt(n_i + g^2) - sqrt
 * n_i)/alpha, z_i += g - sigma w_i and n_i += g^2 (McMahan et al., "Ad click prediction: a view
 * from the trenches", KDD 2013).
 *
 * <p>Arm layout: [z (d) | n (d)]: all of it must be restored, the accumulators n too, or learning
 * restarts with the step size of the first day. Rewards lie in [0, 1]. Cost: d to predict, 6d to
 * learn.
 *
 * @param d length of the context, at least 1
 * @param alpha learning rate, above 0
 * @param beta smoothing of the rate, at least 0
 * @param l1 sparsity, at least 0
 * @param l2 shrinkage, at least 0
 */
public record FtrlLogistic(int d, double alpha, double beta, double l1, double l2)
    implements Regression {
  public FtrlLogistic {
    if (d < 1) {
      throw new IllegalArgumentException("dimension must be at least 1, found " + d);
    }
    Checks.positive("alpha", alpha);
    Checks.within("beta", beta, 0, Double.MAX_VALUE);
    Checks.within("l1", l1, 0, Double.MAX_VALUE);
    Checks.within("l2", l2, 0, Double.MAX_VALUE);
  }

  @Override
  public String kind() {
    return "ftrl";
  }

  @Override
  public int size() {
    return 2 * d;
  }

  /** Coefficient {@code i}. */
  double weight(double[] arm, int i) {
    double z = arm[i];
    double shrunk = Math.abs(z) - l1;
    double rate = (beta + Math.sqrt(arm[d + i])) / alpha + l2;
    return shrunk <= 0 || rate == 0 ? 0 : -Math.copySign(shrunk, z) / rate;
  }

  @Override
  public double predict(double[] arm, int objective, double[] x) {
    double sum = 0;
    for (int i = 0; i < d; i++) {
      sum += weight(arm, i) * x[i];
    }
    return sigmoid(sum);
  }

  static double sigmoid(double a) {
    return 1 / (1 + Math.exp(-a));
  }

  @Override
  public void learn(double[] arm, double[] x, double[] note, double[] reward, double w) {
    double error = w * (predict(arm, 0, x) - Checks.within("reward", reward[0], 0, 1));
    for (int i = 0; i < d; i++) {
      step(arm, i, error * x[i]);
    }
  }

  /** One gradient step on coordinate {@code i}. */
  void step(double[] arm, int i, double g) {
    double n = arm[d + i];
    double sigma = (Math.sqrt(n + g * g) - Math.sqrt(n)) / alpha;
    arm[i] += g - sigma * weight(arm, i);
    arm[d + i] = n + g * g;
  }

  @Override
  public boolean unitRewards() {
    return true;
  }
}
