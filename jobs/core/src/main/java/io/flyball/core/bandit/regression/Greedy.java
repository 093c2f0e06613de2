package io.flyball.core.bandit.regression;

import io.flyball.core.bandit.Epsilon;
import io.flyball.core.bandit.Pick;
import io.flyball.core.bandit.Question;
import io.flyball.core.bandit.Shape;
import io.flyball.core.bandit.linear.Regression;
import io.flyball.core.bandit.linear.RegressionPolicy;

/**
 * With probability epsilon a uniform arm, else the one of the largest predicted reward.
 *
 * @param regression what predicts the rewards
 * @param epsilon how much to explore
 */
public record Greedy(Regression regression, Epsilon epsilon) implements RegressionPolicy {

  @Override
  public void propensities(double[] shared, Question question, double[] out) {
    scores(shared, question, out);
    Pick.epsilonGreedy(epsilon.at(shared[Shape.DECIDED], out.length), out);
  }
}
