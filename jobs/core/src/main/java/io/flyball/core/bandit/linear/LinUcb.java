package io.flyball.core.bandit.linear;

import io.flyball.core.bandit.Arm;
import io.flyball.core.bandit.Checks;
import io.flyball.core.bandit.Policy;
import io.flyball.core.bandit.Question;
import io.flyball.core.bandit.Shape;
import io.flyball.core.bandit.Taken;

/**
 * LinUCB with one ridge regression per arm: score = x'theta_a + alpha sqrt(x'A_a^-1 x) (Li, Chu,
 * Langford, Schapire, "A contextual-bandit approach to personalized news article recommendation",
 * WWW 2010, algorithm 1). With several objectives the mean is weighted per request and the width by
 * the Euclidean norm of the weights.
 *
 * <p>Pending-aware unless told otherwise: see {@link Pending}. A decision without reward leaves the
 * solution unchanged. Context: d finite values, a trailing 1 for an intercept is the caller's.
 * Rewards: any scale; alpha is in units of the reward's noise. Cost with K arms: decide K d(d+1)/2,
 * learn 2d^2.
 *
 * @param ridge the regression
 * @param alpha exploration, at least 0; 0.5 to 2 is usual
 */
public record LinUcb(Ridge ridge, double alpha) implements Policy {

  public LinUcb {
    Checks.within("alpha", alpha, 0, Double.MAX_VALUE);
  }

  /** Scalar rewards, pending-aware. */
  public static LinUcb of(int d, double lambda, double alpha) {
    return new LinUcb(new Ridge(d, lambda, Pending.PREDICTED, 1), alpha);
  }

  /**
   * The exploration under which the true mean lies within the interval with probability 1 - delta:
   * alpha = 1 + sqrt(ln(2/delta)/2), as in the paper.
   */
  public static double alphaFor(double delta) {
    return 1 + Math.sqrt(Math.log(2 / delta) / 2);
  }

  @Override
  public Shape shape() {
    return new Shape(
        ridge.kind(), ridge.d(), 0, ridge.objectives(), Shape.OWN_SHARED, ridge.size());
  }

  @Override
  public void startArm(double[] arm) {
    ridge.start(arm);
  }

  @Override
  public void scores(double[] shared, Question question, double[] out) {
    double[] x = question.context();
    double[] squares = new double[Packed.size(ridge.d())];
    Packed.squares(x, ridge.d(), squares);
    double radius = alpha * norm(question.weights());
    for (int i = 0; i < out.length; i++) {
      double[] arm = question.arms()[i].state();
      out[i] = mean(arm, x, question.weights()) + radius * Math.sqrt(ridge.width2(arm, squares));
    }
  }

  private double mean(double[] arm, double[] x, double[] weights) {
    double sum = 0;
    for (int m = 0; m < ridge.objectives(); m++) {
      sum += weight(weights, m) * ridge.predict(arm, m, x);
    }
    return sum;
  }

  private double norm(double[] weights) {
    double squares = 0;
    for (int m = 0; m < ridge.objectives(); m++) {
      squares += weight(weights, m) * weight(weights, m);
    }
    return Math.sqrt(squares);
  }

  private double weight(double[] weights, int m) {
    return weights.length == 0 ? 1.0 / ridge.objectives() : weights[m];
  }

  @Override
  public double[] decided(double[] shared, Question question, int choice) {
    return ridge.decided(question.arms()[choice].state(), question.context());
  }

  @Override
  public void learn(double[] shared, Arm arm, Taken taken, double[] reward, double weight) {
    ridge.learn(arm.state(), taken.context(), taken.note(), reward, weight);
  }

  @Override
  public boolean revisable() {
    return true;
  }

  @Override
  public void revise(
      double[] shared, Arm arm, Taken taken, double[] from, double[] to, double weight) {
    ridge.revise(arm.state(), taken.context(), from, to, weight);
  }
}
