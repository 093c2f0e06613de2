package io.flyball.core.bandit.switching;

import io.flyball.core.bandit.Arm;
import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.Checks;
import io.flyball.core.bandit.ObservingPolicy;
import io.flyball.core.bandit.Pick;
import io.flyball.core.bandit.Question;
import io.flyball.core.bandit.Shape;
import io.flyball.core.random.Draws;

/**
 * Hedge in batches with the shrinking dartboard, for switching costs and a budget of extra
 * observations: N = budget/(K-1) batches of tau = ceil(T/N) rounds; in each, all arms are observed
 * in one uniformly random round, w_a *= exp(-eta loss_a); the arm held stays with probability
 * w_new/w_old and is redrawn from w otherwise (Geulen, Voecking, Winkler, COLT 2010; observation
 * budgets: Cheng, Zhou, Ji, ICML 2023).
 *
 * <p>eta = sqrt(tau ln K/(N(tau/8+1))) keeps expected regret plus switches below 2 sqrt(tau ln K
 * N(tau/8+1)). An observation that comes after its batch counts in the batch that runs then, so the
 * arm held is distributed as w of what has been observed. Arm layout: [loss | loss observed in the
 * running batch]; shared: [arm held + 1 | rounds left | batch]. Cost: O(K) per batch.
 *
 * @param horizon T, at least 1
 * @param arms K, at least 2
 * @param budget extra observations, at least K - 1
 * @param seed of the rounds observed
 */
public record BudgetedHedge(long horizon, int arms, long budget, long seed)
    implements ObservingPolicy {
  private static final Shape SHAPE = Shape.of("budgeted-hedge", 0, 0, 3, 2);
  private static final int BATCH = Shape.OWN_SHARED + 2;

  public BudgetedHedge {
    if (horizon < 1 || arms < 2 || budget < arms - 1) {
      throw new IllegalArgumentException(
          "a horizon of at least 1, at least 2 arms and a budget of at least arms - 1 are needed, "
              + "found "
              + horizon
              + ", "
              + arms
              + " and "
              + budget);
    }
  }

  private double batches() {
    return Math.max(1, Math.min(horizon, budget / (arms - 1)));
  }

  /** tau, rounds per batch. */
  public long batch() {
    return (long) Math.ceil(horizon / batches());
  }

  private double scale() {
    return batches() * (batch() / 8.0 + 1);
  }

  private double eta() {
    return Math.sqrt(batch() * Math.log(arms) / scale());
  }

  /** What expected regret plus switches never exceed. */
  public double bound() {
    return 2 * Math.sqrt(batch() * Math.log(arms) * scale());
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
      double[] s = question.arms()[i].state();
      out[i] = -s[0] - s[1];
    }
  }

  @Override
  public void propensities(double[] shared, Question question, double[] out) {
    int held = HeldArm.index(shared, question);
    if (HeldArm.left(shared) > 0 && held >= 0) {
      Pick.oneHot(held, out);
      return;
    }
    scores(shared, question, out);
    Pick.softmax(1 / eta(), 0, out);
    if (held >= 0) {
      double keep = Math.exp(-eta() * question.arms()[held].state()[1]);
      for (int i = 0; i < out.length; i++) {
        out[i] *= 1 - keep;
      }
      out[held] += keep;
    }
  }

  @Override
  public double[] decided(double[] shared, Question question, int choice) {
    if (HeldArm.left(shared) > 0 && HeldArm.index(shared, question) == choice) {
      HeldArm.goOn(shared);
    } else {
      for (Arm arm : question.arms()) {
        arm.state()[0] += arm.state()[1];
        arm.state()[1] = 0;
      }
      shared[BATCH]++;
      HeldArm.start(shared, question.arms()[choice], batch());
    }
    return new double[0];
  }

  /** The reward of the arm shown says nothing that the observations do not. */
  @Override
  public void learn(double[] shared, Arm arm, AssignedArm taken, double[] reward, double weight) {
    Checks.within("reward", reward[0], 0, 1);
  }

  @Override
  public boolean observes(double[] shared) {
    long round = (long) (Draws.uniform(seed, (long) shared[BATCH], 0) * batch());
    return HeldArm.left(shared) == round;
  }

  @Override
  public void observe(Arm[] arms, double[] rewards) {
    for (double reward : rewards) {
      Checks.within("reward", reward, 0, 1);
    }
    for (int i = 0; i < rewards.length; i++) {
      arms[i].state()[1] += 1 - rewards[i];
    }
  }

  @Override
  public boolean unitRewards() {
    return true;
  }
}
