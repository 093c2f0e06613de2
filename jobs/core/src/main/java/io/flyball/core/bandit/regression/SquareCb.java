package io.flyball.core.bandit.regression;

import io.flyball.core.bandit.Checks;
import io.flyball.core.bandit.Question;
import io.flyball.core.bandit.Shape;
import io.flyball.core.bandit.linear.Regression;
import io.flyball.core.bandit.linear.RegressionPolicy;
import java.util.Arrays;

/**
 * SquareCB, inverse gap weighting on any regression: p_a = 1/(K + gamma (best - score_a)) for every
 * arm but the best, which gets the rest, shared by those best alike (Foster, Rakhlin, "Beyond UCB:
 * optimal and efficient contextual bandits with regression oracles", ICML 2020); gamma = scale
 * t^exponent with t the rewards learned, so the first decision is uniform.
 *
 * <p>With elimination K is the number of arms that could still be the best ({@link Plausible}), and
 * the others get nothing. (Vowpal Wabbit's {@code --elim} counts survivors only where a new best is
 * met, so its probabilities need not be those of the paper; here the denominator is their number.)
 *
 * <p>Cost: K predictions to decide, one regression step to learn.
 *
 * @param regression what predicts the rewards
 * @param scale at least 0; 10 is usual for rewards in [0, 1]
 * @param exponent at least 0; 0.5 is usual
 * @param mellowness of the elimination; 0 for none. With 0.1 it saves a sixth of the regret in the
 *     linear world, with 0.001, usual in Vowpal Wabbit, it gives good arms up
 */
public record SquareCb(Regression regression, double scale, double exponent, double mellowness)
    implements RegressionPolicy {

  /** Without elimination. */
  public SquareCb(Regression regression, double scale, double exponent) {
    this(regression, scale, exponent, 0);
  }

  public SquareCb {
    if (mellowness != 0) {
      new Plausible(regression, mellowness);
    }
    Checks.within("scale", scale, 0, Double.MAX_VALUE);
    Checks.within("exponent", exponent, 0, 10);
  }

  @Override
  public void propensities(double[] shared, Question question, double[] out) {
    scores(shared, question, out);
    double t = shared[Shape.LEARNED];
    double gamma = t == 0 ? 0 : scale * Math.pow(t, exponent);
    boolean[] survivors = new boolean[out.length];
    if (mellowness == 0) {
      Arrays.fill(survivors, true);
    } else {
      survivors = new Plausible(regression, mellowness).survivors(shared, question);
    }
    inverseGap(gamma, out, survivors);
  }

  /** Replaces scores by probabilities among the survivors, of which there is at least one. */
  public static void inverseGap(double gamma, double[] scores, boolean[] survivors) {
    int count = 0;
    double top = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < scores.length; i++) {
      if (survivors[i]) {
        count++;
        top = Math.max(top, scores[i]);
      }
    }
    double rest = 1;
    int tied = 0;
    for (int i = 0; i < scores.length; i++) {
      if (survivors[i] && scores[i] == top) {
        scores[i] = Double.NaN;
        tied++;
      } else {
        scores[i] = survivors[i] ? 1 / (count + gamma * (top - scores[i])) : 0;
        rest -= scores[i];
      }
    }
    for (int i = 0; i < scores.length; i++) {
      scores[i] = Double.isNaN(scores[i]) ? rest / tied : scores[i];
    }
  }

  @Override
  public boolean unitRewards() {
    return mellowness > 0 || regression.unitRewards();
  }
}
