package io.flyball.core.bandit.linear;

import io.flyball.core.bandit.Checks;
import io.flyball.core.bandit.Question;

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
public record LinUcb(Ridge ridge, double alpha) implements RegressionPolicy {

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
  public Ridge regression() {
    return ridge;
  }

  @Override
  public void scores(double[] shared, Question question, double[] out) {
    double[] squares = new double[Packed.size(ridge.d())];
    Packed.squares(question.context(), ridge.d(), squares);
    double radius = alpha * norm(question.weights());
    for (int i = 0; i < out.length; i++) {
      double[] arm = question.arms()[i].state();
      out[i] = mean(arm, question) + radius * Math.sqrt(ridge.width2(arm, squares));
    }
  }
}
