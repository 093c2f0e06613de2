package io.flyball.core.bandit.arms;

import io.flyball.core.bandit.Epsilon;
import io.flyball.core.bandit.Pick;
import io.flyball.core.bandit.Question;
import io.flyball.core.bandit.Shape;

/**
 * With probability epsilon a uniform arm, else the one of the largest mean: p_a = epsilon/K +
 * (1-epsilon)[a = best].
 */
public record EpsilonGreedy(Epsilon epsilon) implements CountPolicy {

  @Override
  public void scores(double[] shared, Question question, double[] out) {
    CountPolicy.means(question, out);
  }

  @Override
  public void propensities(double[] shared, Question question, double[] out) {
    scores(shared, question, out);
    Pick.epsilonGreedy(epsilon.at(shared[Shape.DECIDED], out.length), out);
  }
}
