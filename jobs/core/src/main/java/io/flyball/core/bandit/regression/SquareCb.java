package io.flyball.core.bandit.regression;

import io.flyball.core.bandit.Checks;
import io.flyball.core.bandit.Pick;
import io.flyball.core.bandit.Question;
import io.flyball.core.bandit.Shape;
import io.flyball.core.bandit.linear.Regression;
import io.flyball.core.bandit.linear.RegressionPolicy;

/**
 * SquareCB, inverse gap weighting on any regression: p_a = 1/(K + gamma (best - score_a)) for every
 * arm but the best, which gets the rest (Foster, Rakhlin, "Beyond UCB: optimal and efficient
 * contextual bandits with regression oracles", ICML 2020); gamma = scale t^exponent with t the
 * rewards learned, so the first decision is uniform.
 *
 * <p>Cost: K predictions to decide, one regression step to learn.
 *
 * @param regression what predicts the rewards
 * @param scale at least 0; 10 is usual for rewards in [0, 1]
 * @param exponent at least 0; 0.5 is usual
 */
public record SquareCb(Regression regression, double scale, double exponent)
    implements RegressionPolicy {
  public SquareCb {
    Checks.within("scale", scale, 0, Double.MAX_VALUE);
    Checks.within("exponent", exponent, 0, 10);
  }

  @Override
  public void propensities(double[] shared, Question question, double[] out) {
    scores(shared, question, out);
    double t = shared[Shape.LEARNED];
    inverseGap(t == 0 ? 0 : scale * Math.pow(t, exponent), out);
  }

  /** Replaces scores by probabilities. */
  static void inverseGap(double gamma, double[] scores) {
    int best = Pick.best(scores);
    double top = scores[best];
    double rest = 1;
    for (int i = 0; i < scores.length; i++) {
      if (i != best) {
        scores[i] = 1 / (scores.length + gamma * (top - scores[i]));
        rest -= scores[i];
      }
    }
    scores[best] = rest;
  }
}
