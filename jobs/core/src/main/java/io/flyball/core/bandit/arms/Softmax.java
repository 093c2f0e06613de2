package io.flyball.core.bandit.arms;

import io.flyball.core.bandit.Checks;
import io.flyball.core.bandit.Pick;
import io.flyball.core.bandit.Question;

/**
 * Boltzmann exploration with a uniform floor: p_a = (1-floor) exp(mean_a/temperature)/sum +
 * floor/K. Without the floor it can lock in on a bad arm for good.
 *
 * @param temperature above 0, in units of reward
 * @param floor in [0, 1]
 */
public record Softmax(double temperature, double floor) implements CountPolicy {
  public Softmax {
    Checks.positive("temperature", temperature);
    Checks.within("floor", floor, 0, 1);
  }

  @Override
  public void scores(double[] shared, Question question, double[] out) {
    CountPolicy.means(question, out);
  }

  @Override
  public void propensities(double[] shared, Question question, double[] out) {
    scores(shared, question, out);
    Pick.softmax(temperature, floor, out);
  }
}
