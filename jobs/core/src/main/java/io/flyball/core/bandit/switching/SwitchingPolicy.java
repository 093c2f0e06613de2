package io.flyball.core.bandit.switching;

import io.flyball.core.bandit.Arm;
import io.flyball.core.bandit.Checks;
import io.flyball.core.bandit.ForwardingPolicy;
import io.flyball.core.bandit.Pick;
import io.flyball.core.bandit.Policy;
import io.flyball.core.bandit.Question;
import io.flyball.core.bandit.Shape;

/**
 * Hysteresis for index policies: the arm held is left only for one whose score is better by more
 * than cost/stay, what a switch costs spread over the rounds it is expected to last.
 *
 * <p>Ties in a plain argmax flip with the last reward; here they do not. Adds one double to the
 * shared state. A randomised policy is followed by its scores alone.
 *
 * @param inner an index policy
 * @param cost of one switch in units of reward, at least 0
 * @param stay rounds a new arm is expected to be held, above 0
 */
public record SwitchingPolicy(Policy inner, double cost, double stay) implements ForwardingPolicy {
  public SwitchingPolicy {
    Checks.within("cost", cost, 0, Double.MAX_VALUE);
    Checks.positive("stay", stay);
  }

  private int held() {
    return inner.shape().shared();
  }

  @Override
  public boolean fillsSlates() {
    return false;
  }

  @Override
  public Shape shape() {
    Shape s = inner.shape();
    return new Shape(
        "switching-" + s.kind(),
        s.context(),
        s.features(),
        s.objectives(),
        s.shared() + 1,
        s.perArm());
  }

  @Override
  public void propensities(double[] shared, Question question, double[] out) {
    inner.scores(shared, question, out);
    int held = HeldArm.index(shared[held()], question);
    if (held >= 0 && !(out[Pick.best(out)] - out[held] > cost / stay)) {
      Pick.oneHot(held, out);
    } else {
      Pick.uniformOverBest(out);
    }
  }

  @Override
  public double[] decided(double[] shared, Question question, int choice) {
    shared[held()] = question.arms()[choice].number() + 1;
    return inner.decided(shared, question, choice);
  }

  @Override
  public boolean deterministic() {
    return true;
  }

  @Override
  public boolean retract(Arm arm, double[] learned, double weight) {
    return false;
  }

  /** What is held is no sum. */
  @Override
  public boolean additive() {
    return false;
  }
}
