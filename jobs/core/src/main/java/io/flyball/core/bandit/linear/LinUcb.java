package io.flyball.core.bandit.linear;

import io.flyball.core.bandit.Checks;
import io.flyball.core.bandit.Pick;
import io.flyball.core.bandit.Question;

/**
 * LinUCB with one ridge regression per arm: score = x'theta_a + alpha sqrt(x'A_a^-1 x) (Li, Chu,
 * Langford, Schapire, "A contextual-bandit approach to personalized news article recommendation",
 * WWW 2010, algorithm 1). With several objectives the mean is weighted per request and the width by
 * the Euclidean norm of the weights.
 *
 * <p>Pending-aware unless told otherwise: see {@link Pending}. A decision without reward leaves the
 * solution unchanged. Context: d finite values, a trailing 1 for an intercept is the caller's.
 * Rewards: any scale; alpha is in units of the reward's noise. Cost with K arms: decide K d and
 * d(d+1)/2 for each arm that a bound on its width cannot rule out, learn 2d^2.
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

  /**
   * All of the probability on the best score, or shared by those best alike. Starting from the best
   * mean, an arm whose mean and largest possible width stay below the best score so far cannot win,
   * and its width is not computed: the arm chosen is the same.
   */
  @Override
  public void propensities(double[] shared, Question question, double[] out) {
    double[] x = question.context();
    double norm2 = Packed.dot(x, 0, x, ridge.d());
    double radius = alpha * norm(question.weights());
    RegressionPolicy.super.scores(shared, question, out);
    int first = Pick.best(out);
    out[first] += radius * width(question, first);
    double top = out[first];
    for (int i = 0; i < out.length; i++) {
      double largest = radius * Math.sqrt(ridge.width2Bound(question.arms()[i].state(), norm2));
      if (i == first) {
        continue;
      }
      if (out[i] + largest < top) {
        out[i] = Double.NEGATIVE_INFINITY;
      } else {
        out[i] += radius * width(question, i);
        top = Math.max(top, out[i]);
      }
    }
    Pick.uniformOverBest(out);
  }

  private double width(Question question, int i) {
    return Math.sqrt(ridge.width2(question.arms()[i].state(), question.context()));
  }

  @Override
  public void scores(double[] shared, Question question, double[] out) {
    double radius = alpha * norm(question.weights());
    for (int i = 0; i < out.length; i++) {
      double[] arm = question.arms()[i].state();
      out[i] = mean(arm, question) + radius * Math.sqrt(ridge.width2(arm, question.context()));
    }
  }

  @Override
  public boolean deterministic() {
    return true;
  }
}
