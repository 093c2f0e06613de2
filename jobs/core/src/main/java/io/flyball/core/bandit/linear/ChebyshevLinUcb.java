package io.flyball.core.bandit.linear;

import io.flyball.core.bandit.Checks;
import io.flyball.core.bandit.Question;
import java.util.List;

/**
 * LinUCB for several objectives none of which may be starved: score = min_m w_m (x'theta_m + alpha
 * sqrt(x'A^-1 x) - reference_m), the optimistic Chebyshev scalarisation (Drugan, Nowé, "Designing
 * multi-objective multi-armed bandits algorithms", IJCNN 2013), where a weighted sum would trade
 * one objective away. Objectives of weight 0 do not count; the weights come with each request.
 *
 * <p>The covariance does not depend on the rewards, so M objectives cost 2Md doubles more per arm.
 *
 * @param ridge the regressions
 * @param alpha exploration, at least 0
 * @param reference the least that is wanted of each objective, in units of its reward
 */
public record ChebyshevLinUcb(Ridge ridge, double alpha, List<Double> reference)
    implements RegressionPolicy {

  public ChebyshevLinUcb {
    Checks.within("alpha", alpha, 0, Double.MAX_VALUE);
    reference = List.copyOf(reference);
    if (reference.size() != ridge.objectives()) {
      throw new IllegalArgumentException(
          "one reference per objective is needed, found "
              + reference.size()
              + " for "
              + ridge.objectives());
    }
  }

  @Override
  public Ridge regression() {
    return ridge;
  }

  @Override
  public void scores(double[] shared, Question question, double[] out) {
    double[] x = question.context();
    for (int i = 0; i < out.length; i++) {
      double[] arm = question.arms()[i].state();
      double width = alpha * Math.sqrt(ridge.width2(arm, x));
      double worst = Double.POSITIVE_INFINITY;
      for (int m = 0; m < ridge.objectives(); m++) {
        double weight = weight(question.weights(), m);
        if (weight != 0) {
          double beyond = ridge.predict(arm, m, x) + width - reference.get(m);
          worst = Math.min(worst, weight * beyond);
        }
      }
      out[i] = worst == Double.POSITIVE_INFINITY ? 0 : worst;
    }
  }

  @Override
  public boolean deterministic() {
    return true;
  }
}
