package io.flyball.core.bandit.linear;

import io.flyball.core.bandit.Arm;
import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.Policy;
import io.flyball.core.bandit.Question;
import io.flyball.core.bandit.Shape;

/**
 * What policies with one regression per arm share. The layout is the regression's, so any of them
 * can follow another on the same model.
 */
public interface RegressionPolicy extends Policy {
  Regression regression();

  @Override
  default Shape shape() {
    Regression r = regression();
    return new Shape(r.kind(), r.d(), 0, r.objectives(), Shape.OWN_SHARED, r.size());
  }

  @Override
  default boolean unitRewards() {
    return regression().unitRewards();
  }

  @Override
  default double longestInput() {
    return regression().longestInput();
  }

  @Override
  default void startArm(double[] arm) {
    regression().start(arm);
  }

  /** Predicted rewards, weighted when there are several objectives. */
  @Override
  default void scores(double[] shared, Question question, double[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = mean(question.arms()[i].state(), question);
    }
  }

  /** Predicted reward of an arm, weighted when there are several objectives. */
  default double mean(double[] arm, Question question) {
    double sum = 0;
    int objectives = regression().objectives();
    for (int m = 0; m < objectives; m++) {
      double weight = weight(question.weights(), m);
      if (weight != 0) {
        sum += weight * regression().predict(arm, m, question.context());
      }
    }
    return sum;
  }

  /** Weight of an objective: the request's, or equal weights of sum 1. */
  default double weight(double[] weights, int m) {
    return weights.length == 0 ? 1.0 / regression().objectives() : weights[m];
  }

  /** Euclidean norm of the objectives' weights. */
  default double norm(double[] weights) {
    double squares = 0;
    for (int m = 0; m < regression().objectives(); m++) {
      squares += weight(weights, m) * weight(weights, m);
    }
    return Math.sqrt(squares);
  }

  @Override
  default double[] decided(double[] shared, Question question, int choice) {
    return regression().decided(question.arms()[choice].state(), question.context());
  }

  @Override
  default void learn(double[] shared, Arm arm, AssignedArm taken, double[] reward, double weight) {
    regression().learn(arm.state(), taken.context(), taken.note(), reward, weight);
  }

  @Override
  default boolean additive() {
    return regression().additive();
  }

  @Override
  default double[] sums(double[] arm) {
    return regression().sums(arm);
  }

  @Override
  default void load(double[] arm, double[] sums) {
    regression().load(arm, sums);
  }

  @Override
  default boolean revisable() {
    return regression().revisable();
  }

  @Override
  default void revise(
      double[] shared, Arm arm, AssignedArm taken, double[] from, double[] to, double weight) {
    regression().revise(arm.state(), taken.context(), from, to, weight);
  }
}
