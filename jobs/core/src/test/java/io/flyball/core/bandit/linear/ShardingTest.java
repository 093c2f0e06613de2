package io.flyball.core.bandit.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.bandit.Arm;
import io.flyball.core.bandit.Choice;
import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.env.LinearEnvironment;
import org.junit.jupiter.api.Test;

/** One model split over shards that exchange differences of additive sums now and then. */
class ShardingTest {
  private static final String[] ARMS = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
  private static final Ridge RIDGE = new Ridge(21, 1, Pending.PREDICTED, 1);

  @Test
  void sumsComeBackAsTheSameArm() {
    double[] arm = new double[RIDGE.size()];
    RIDGE.start(arm);
    for (int t = 0; t < 100; t++) {
      double[] x = InverseTest.context(t);
      RIDGE.learn(arm, x, RIDGE.decided(arm, x), new double[] {t % 2}, 1);
    }
    double[] copy = new double[RIDGE.size()];
    RIDGE.start(copy);
    RIDGE.load(copy, RIDGE.sums(arm));
    double[] x = InverseTest.context(999);
    assertThat(RIDGE.predict(copy, 0, x)).isCloseTo(RIDGE.predict(arm, 0, x), within(1e-11));
    assertThatThrownBy(() -> RIDGE.load(copy, new double[3])).hasMessageContaining("found 3");
  }

  /** Regret of the unsharded learner is 1045.76. */
  @Test
  void fourShardsMergedEveryThousandDecisionsLoseLessThanATenth() {
    int shards = 4;
    LinearEnvironment world = new LinearEnvironment(1, 10, 20, 0);
    Learner[] learners = new Learner[shards];
    double[][] merged = new double[ARMS.length][];
    for (int i = 0; i < shards; i++) {
      learners[i] = new Learner(new LinUcb(RIDGE, 1));
      learners[i].question(new double[21], ARMS);
    }
    for (int a = 0; a < ARMS.length; a++) {
      merged[a] = RIDGE.sums(learners[0].model().arm(ARMS[a]).state());
    }
    double regret = 0;
    for (int t = 0; t < 100_000; t++) {
      world.begin(t);
      Learner learner = learners[t % shards];
      Choice choice = learner.decide(learner.question(world.context(), ARMS), 0);
      learner.learn(choice.taken(), world.reward(choice.index()));
      regret += world.best() - world.mean(choice.index());
      if (t % 1000 == 999) {
        merge(learners, merged);
      }
    }
    assertThat(regret).isLessThan(1.1 * 1045.76);
  }

  private static void merge(Learner[] learners, double[][] merged) {
    for (int a = 0; a < ARMS.length; a++) {
      double[] total = merged[a].clone();
      for (Learner learner : learners) {
        double[] own = RIDGE.sums(learner.model().arm(ARMS[a]).state());
        for (int i = 0; i < total.length; i++) {
          total[i] += own[i] - merged[a][i];
        }
      }
      for (Learner learner : learners) {
        Arm arm = learner.model().arm(ARMS[a]);
        RIDGE.load(arm.state(), total);
      }
      merged[a] = total;
    }
  }
}
