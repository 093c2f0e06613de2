package io.flyball.core.bandit.switching;

import io.flyball.core.bandit.Arm;
import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.Checks;
import io.flyball.core.bandit.Pick;
import io.flyball.core.bandit.Policy;
import io.flyball.core.bandit.Question;
import io.flyball.core.bandit.Shape;

/**
 * EXP3 that holds its arm for batches of tau = (2T/(K ln K))^(1/3) rounds, for when every switch
 * costs: regret plus switches stay below tau sqrt(2NK ln K) + N with N = T/tau batches, which is
 * the best rate possible without extra observations (Dekel, Ding, Koren, Peres, STOC 2014).
 *
 * <p>Rewards lie in [0, 1]; each adds its share (1-r)/(tau p) to the loss of its batch, so late
 * ones fit in. Arm layout: [loss]; shared: [arm held + 1 | rounds left | p of the batch]. Cost:
 * O(K) per batch.
 *
 * @param horizon T, at least 1
 * @param arms K, at least 2
 */
public record BatchedExp3(long horizon, int arms) implements Policy {
  private static final Shape SHAPE = Shape.of("batched-exp3", 0, 0, 3, 1);
  private static final int P = Shape.OWN_SHARED + 2;
  private static final double LEAST_P = 1e-9;

  public BatchedExp3 {
    if (horizon < 1 || arms < 2) {
      throw new IllegalArgumentException(
          "a horizon of at least 1 and at least 2 arms are needed, found "
              + horizon
              + " and "
              + arms);
    }
  }

  /** tau, rounds per batch. */
  public long batch() {
    return Math.max(1, Math.round(Math.cbrt(2.0 * horizon / (arms * Math.log(arms)))));
  }

  private double batches() {
    return Math.ceil((double) horizon / batch());
  }

  /** What expected regret plus switches never exceed. */
  public double bound() {
    return batch() * Math.sqrt(2 * batches() * arms * Math.log(arms)) + batches();
  }

  @Override
  public boolean fillsSlates() {
    return false;
  }

  @Override
  public Shape shape() {
    return SHAPE;
  }

  @Override
  public void scores(double[] shared, Question question, double[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = -question.arms()[i].state()[0];
    }
  }

  @Override
  public void propensities(double[] shared, Question question, double[] out) {
    int held = HeldArm.index(shared, question);
    if (HeldArm.left(shared) > 0 && held >= 0) {
      Pick.oneHot(held, out);
    } else {
      scores(shared, question, out);
      Pick.softmax(Math.sqrt(batches() * arms / (2 * Math.log(arms))), 0, out);
    }
  }

  @Override
  public double[] decided(double[] shared, Question question, int choice) {
    if (HeldArm.left(shared) > 0 && HeldArm.index(shared, question) == choice) {
      HeldArm.goOn(shared);
    } else {
      double[] p = new double[question.arms().length];
      shared[HeldArm.LEFT] = 0;
      propensities(shared, question, p);
      shared[P] = p[choice];
      HeldArm.start(shared, question.arms()[choice], batch());
    }
    return new double[] {shared[P]};
  }

  @Override
  public void learn(double[] shared, Arm arm, AssignedArm taken, double[] reward, double weight) {
    double loss = 1 - Checks.within("reward", reward[0], 0, 1);
    // An arm that was dictated may have had no probability at all.
    arm.state()[0] += weight * loss / (batch() * Math.max(LEAST_P, taken.note()[0]));
  }

  @Override
  public boolean unitRewards() {
    return true;
  }
}
