package io.flyball.core.bandit;

import java.util.List;

/**
 * A policy of several objectives with weights for requests that bring none. A score is linear in
 * the weights, and the statistics do not depend on them: other weights take effect at once, without
 * learning anything anew (multi-objective alignment with weights at inference, arXiv 2510.01167).
 *
 * @param inner the policy
 * @param weights one for each objective, not negative, not all 0
 */
public record WeightedObjectives(Policy inner, List<Double> weights) implements ForwardingPolicy {

  public WeightedObjectives {
    weights = List.copyOf(weights);
    int objectives = inner.shape().objectives();
    if (objectives < 2 || weights.size() != objectives) {
      throw new IllegalArgumentException(
          "'weights' has "
              + weights.size()
              + " for "
              + objectives
              + " objectives: give 'objectives' of at least 2, and a weight for each, such as objectives=2,weights=0.3/0.7");
    }
    double sum = 0;
    for (double weight : weights) {
      sum += Checks.within("weight", weight, 0, 1e6);
    }
    Checks.positive("sum of the weights", sum);
  }

  private Question weighed(Question question) {
    if (question.weights().length > 0) {
      return question;
    }
    double[] own = weights.stream().mapToDouble(Double::doubleValue).toArray();
    return new Question(question.arms(), question.context(), question.features(), own);
  }

  @Override
  public void scores(double[] shared, Question question, double[] out) {
    inner.scores(shared, weighed(question), out);
  }

  @Override
  public void propensities(double[] shared, Question question, double[] out) {
    inner.propensities(shared, weighed(question), out);
  }

  @Override
  public double[] decided(double[] shared, Question question, int choice) {
    return inner.decided(shared, weighed(question), choice);
  }
}
