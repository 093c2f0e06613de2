package io.flyball.core.bandit.linear;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.bandit.Choice;
import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.Pick;
import io.flyball.core.bandit.Question;
import io.flyball.core.bandit.env.LinearEnvironment;
import io.flyball.core.random.Draws;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An arm may be ruled out by a bound only where it could not have won. */
class WidthBoundTest {
  private static final String[] ARMS = {"0", "1", "2", "3", "4"};

  @ParameterizedTest
  @EnumSource(Pending.class)
  void theArmOfTheBestScoreIsChosenAndNoWidthExceedsItsBound(Pending pending) {
    LinearEnvironment world = new LinearEnvironment(3, 5, 6, 0);
    Ridge ridge = new Ridge(7, 1, pending, 1);
    Learner learner = new Learner(new LinUcb(ridge, 1));
    for (int t = 0; t < 5000; t++) {
      world.begin(t);
      double[] x = world.context();
      // Some contexts are far larger than the others, some examples lighter than their decision.
      x[t % 6] *= t % 50 == 0 ? 40 : 1;
      Question ask = learner.question(x, ARMS);
      double[] best = learner.scores(ask);
      Pick.uniformOverBest(best);
      double norm2 = Packed.dot(x, 0, x, 7);
      for (int a = 0; a < ARMS.length; a++) {
        double[] arm = ask.arms()[a].state();
        assertThat(ridge.width2(arm, x)).isLessThanOrEqualTo(ridge.width2Bound(arm, norm2));
      }
      Choice choice = learner.decide(ask, .5);
      assertThat(choice.propensities()).containsExactly(best);
      double weight = t % 7 == 0 ? .25 + Draws.uniform(1, 2, t) : 1;
      learner.learn(choice.taken(), new double[] {world.reward(choice.index())}, weight);
    }
  }
}
