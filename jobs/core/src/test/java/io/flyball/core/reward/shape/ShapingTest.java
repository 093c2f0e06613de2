package io.flyball.core.reward.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.random.Draws;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShapingTest {
  private static final int STATES = 20;

  @Test
  void infinitePotentialsAreRefused() {
    PotentialShaping shaping = new PotentialShaping(.9);
    assertThatThrownBy(() -> shaping.step(0, Double.POSITIVE_INFINITY))
        .hasMessageContaining("Infinity");
    assertThatThrownBy(() -> shaping.step(Double.NaN, 0)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> new PotentialShaping(1.1)).hasMessageContaining("discount");
  }

  /** Known answer computed with numpy: .9^5 .4 - .3 = -.063804. */
  @Test
  void whatIsAddedAlongAPathTelescopes() {
    PotentialShaping shaping = new PotentialShaping(.9);
    double[] rewards = {0, 0, 1, 0, 2};
    double[] potentials = {.3, .7, -.2, .5, 1, .4};
    double plain = 0;
    double shaped = 0;
    double fade = 1;
    for (int t = 0; t < rewards.length; t++) {
      plain += fade * rewards[t];
      shaped += fade * (rewards[t] + shaping.step(potentials[t], potentials[t + 1]));
      fade *= .9;
    }
    assertThat(shaped - plain).isCloseTo(-.063804, within(1e-12));
    assertThat(shaping.path(.3, .4, 5)).isCloseTo(-.063804, within(1e-12));
  }

  /** Known answers: 1, .707107, .5, .333333, .1. */
  @Test
  void theBonusFadesWithVisits() {
    ExplorationBonus bonus = new ExplorationBonus(1, 1);
    long[] visits = {0, 1, 3, 8, 99};
    double[] known = {1, .707107, .5, .333333, .1};
    for (int i = 0; i < visits.length; i++) {
      assertThat(bonus.of(visits[i])).isCloseTo(known[i], within(5e-7));
    }
    assertThat(new ExplorationBonus(2, 5).of(0)).isCloseTo(5, within(1e-12));
    assertThatThrownBy(() -> bonus.of(-1)).hasMessageContaining("-1");
  }

  /**
   * Q-learning on a chain of 20 states, right or left, a reward at the right end: with and without
   * potentials the greedy policy is the same in every state (Ng, Harada, Russell 1999).
   */
  @Test
  void potentialsLeaveTheBestPolicyOfAChainAlone() {
    for (long seed = 0; seed < 3; seed++) {
      assertThat(greedy(seed, true)).containsExactly(greedy(seed, false));
      assertThat(greedy(seed, true)).containsOnly(1);
    }
  }

  private static int[] greedy(long seed, boolean shaped) {
    PotentialShaping shaping = new PotentialShaping(.95);
    double[][] q = new double[STATES][2];
    long draw = 0;
    for (int episode = 0; episode < 2000; episode++) {
      int s = (int) (Draws.uniform(seed, 1, draw++) * (STATES - 1));
      for (int t = 0; t < 100 && s < STATES - 1; t++) {
        int a = Draws.uniform(seed, 2, draw++) < .5 ? 0 : 1;
        int next = a == 1 ? s + 1 : Math.max(0, s - 1);
        boolean end = next == STATES - 1;
        double r = end ? 1 : 0;
        if (shaped) {
          r += shaping.step(potential(seed, s), end ? 0 : potential(seed, next));
        }
        double future = end ? 0 : .95 * Math.max(q[next][0], q[next][1]);
        q[s][a] += .5 * (r + future - q[s][a]);
        s = next;
      }
    }
    int[] policy = new int[STATES - 1];
    for (int s = 0; s < policy.length; s++) {
      policy[s] = q[s][1] > q[s][0] ? 1 : 0;
    }
    return policy;
  }

  private static double potential(long seed, int state) {
    return 4 * Draws.uniform(seed, 3, state) - 2;
  }

  /** One visit by hand: phi[s,a] = eta pi_a G (1 - pi_a), phi[s,b] = -eta pi_b pi_a G. */
  @Test
  void aSelfDesignedRewardFavoursWhatWentBetterThanExpected() {
    SelfDesignedReward reward = new SelfDesignedReward(.01, .01, 1e9);
    SelfDesignedReward.Table before =
        new SelfDesignedReward.Table(0, List.of("a", "b"), new double[2], new long[] {0, 3});
    // The visit counts: pi = (1/4, 3/4).
    SelfDesignedReward.Table after = reward.learn(before, "a", 2);
    assertThat(after.of("a")).isCloseTo(.01 * .25 * 2 * .75, within(1e-15));
    assertThat(after.of("b")).isCloseTo(-.01 * .75 * .25 * 2, within(1e-15));
    assertThat(after.of("c")).isZero();
    assertThat(after.value()).isCloseTo(.02, within(1e-15));
    assertThat(before.of("a")).isZero();
    SelfDesignedReward clipped = new SelfDesignedReward(1, .01, .1);
    SelfDesignedReward.Table even =
        new SelfDesignedReward.Table(0, List.of("a", "b"), new double[2], new long[] {0, 1});
    assertThat(clipped.learn(even, "a", 9).of("a")).isEqualTo(.1);
    assertThatThrownBy(() -> reward.learn(before, "a", Double.NaN)).hasMessageContaining("gain");
  }

  /** A state with one action adds nothing to it: 1 - pi = 0. */
  @Test
  void whatIsAlwaysDoneEarnsNothingMore() {
    SelfDesignedReward.Table table = SelfDesignedReward.Table.EMPTY;
    for (int i = 0; i < 10; i++) {
      table = new SelfDesignedReward(.5, .1, 1).learn(table, "only", i);
    }
    assertThat(table.of("only")).isZero();
    assertThat(table.visits()).containsExactly(10);
  }
}
