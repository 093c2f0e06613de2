package io.flyball.core.bandit.serve;

import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.Model;
import io.flyball.core.bandit.Policy;
import io.flyball.core.bandit.Question;
import java.util.Map;
import java.util.TreeMap;

/**
 * Candidates that keep other statistics than the policy: each has a model of its own, which learns
 * from the decisions and outcomes that it is evaluated on.
 *
 * @param models by the candidate's name, changed in place and put back
 */
public record Rivals(Map<String, Model> models) {

  static Rivals none() {
    return new Rivals(new TreeMap<>());
  }

  /** The learner of a candidate; it begins anew when it is new or needs another layout. */
  private Learner learner(String name, Policy policy) {
    Model model = models.get(name);
    if (model == null || !model.shape().equals(policy.shape())) {
      model = Model.fresh(policy);
      models.put(name, model);
    }
    return new Learner(policy, model);
  }

  /** What a candidate answers to a question that was put to the policy. */
  double[] propensities(String name, Policy policy, Question asked) {
    Learner learner = learner(name, policy);
    return learner.propensities(question(learner, asked));
  }

  /** It takes note of what was shown; what it wants to remember. */
  double[] decided(String name, Policy policy, Question asked, int shown, double propensity) {
    Learner learner = learner(name, policy);
    return learner.decided(question(learner, asked), shown, propensity).note();
  }

  private static Question question(Learner learner, Question asked) {
    String[] arms = new String[asked.arms().length];
    for (int i = 0; i < arms.length; i++) {
      arms[i] = asked.arms()[i].id();
    }
    return learner.question(asked.context(), arms, asked.features(), asked.weights());
  }

  /**
   * It learns what came of a decision.
   *
   * @param note what it wanted to remember
   * @throws IllegalArgumentException when it cannot learn such a reward; nothing has changed
   */
  void learn(
      String name,
      Policy policy,
      AssignedArm taken,
      double[] note,
      double[] reward,
      double importance) {
    AssignedArm own =
        new AssignedArm(taken.arm(), taken.context(), taken.features(), taken.propensity(), note);
    learner(name, policy).learn(own, reward, importance);
  }
}
