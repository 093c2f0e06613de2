package io.flyball.core.bandit.joint;

import io.flyball.core.bandit.Pick;
import io.flyball.core.features.ArmVectors;
import io.flyball.core.random.Draws;
import java.util.Arrays;

/**
 * Bootstrap: B regressions, each of which learns an example as often as a Poisson(1) draw says
 * (Oza, Russell, "Online bagging and boosting", 2001); an arm's probability is its share of the
 * votes, and arms that are best alike share a vote. Cost: B times that of one.
 *
 * @param learners 1 to 100
 * @param seed of the draws
 */
public record Bag(int learners, long seed) implements Exploration {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  public Bag {
    requireLearners(learners);
  }

  static void requireLearners(int learners) {
    if (learners < 1 || learners > 100) {
      throw new IllegalArgumentException("learners must lie in [1, 100], found " + learners);
    }
  }

  @Override
  public void propensities(JointState state, ArmVectors x, double[] out) {
    double[] vote = new double[out.length];
    Arrays.fill(out, 0);
    for (int learner = 0; learner < learners; learner++) {
      state.predict(learner, x, vote);
      Pick.uniformOverBest(vote);
      for (int i = 0; i < out.length; i++) {
        out[i] += vote[i] / learners;
      }
    }
  }

  @Override
  public void learn(JointState state, JointExample example) {
    // The number of the reward is the key of the draws: the same state learns the same.
    long key = Draws.mix64((long) state.learned());
    for (int learner = 0; learner < learners; learner++) {
      state.reduce(learner, example, count(seed, key, learner));
    }
    state.learnBeside(example);
  }

  /** A Poisson(1) draw: as many thresholds e^-1 sum 1/k! as a uniform draw lies above. */
  static int count(long seed, long hash, int learner) {
    long mixed = Draws.mix64(Draws.mix64(seed ^ hash) + (learner + 1) * GOLDEN_GAMMA);
    double u = (mixed >>> 11) * 0x1.0p-53;
    double term = Math.exp(-1);
    double threshold = term;
    int count = 0;
    while (u > threshold && count < 20) {
      count++;
      term /= count;
      threshold += term;
    }
    return count;
  }
}
