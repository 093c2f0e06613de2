package io.flyball.core.bandit.ope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.bandit.LoggedDecision;
import io.flyball.core.random.Draws;
import org.junit.jupiter.api.Test;

class RewardModelTest {
  private static final String[] ARMS = {"a", "b"};

  private static LoggedDecision row(String arm, double x, double reward) {
    return new LoggedDecision(arm, .5, ARMS, new double[] {x}, reward, 1);
  }

  @Test
  void withoutRowsThePriorIsPredicted() {
    assertThat(new RewardModel(.3, 1, 1, 5).predict("a", new double[] {2}, 0)).isEqualTo(.3);
    assertThat(new RewardModel(Double.NaN, 1, 1, 5).predict("a", new double[] {2}, 0)).isZero();
  }

  @Test
  void aRewardThatDependsOnTheContextIsPredictedFromIt() {
    RewardModel model = new RewardModel(Double.NaN, 1, 1, 5);
    for (int i = 0; i < 5000; i++) {
      double x = Draws.uniform(1, i, 0);
      String arm = ARMS[i % 2];
      model.add(row(arm, x, arm.equals("a") ? x : 1 - x), model.fold(i));
    }
    double[] low = {.1};
    assertThat(model.predict("a", low, 0)).isCloseTo(.1, within(.01));
    assertThat(model.predict("b", low, 0)).isCloseTo(.9, within(.01));
    assertThat(model.value(ARMS, new double[] {.25, .75}, low, 0)).isCloseTo(.7, within(.01));
  }

  @Test
  void aRowDoesNotSpeakForItself() {
    RewardModel model = new RewardModel(0, 1, 0, 5);
    model.add(row("a", 0, 1), 2);
    double[] none = {};
    assertThat(model.predict("a", none, 2)).as("its own fold").isZero();
    assertThat(model.predict("a", none, 3)).as("another").isCloseTo(.5, within(1e-12));
    RewardModel same = new RewardModel(0, 1, 0, 1);
    same.add(row("a", 0, 1), 0);
    assertThat(same.predict("a", none, 0)).isCloseTo(.5, within(1e-12));
  }

  @Test
  void foldsAreOfLikeSize() {
    RewardModel model = new RewardModel(0, 1, 0, 5);
    int[] sizes = new int[5];
    for (int i = 0; i < 10_000; i++) {
      sizes[model.fold(i)]++;
    }
    for (int size : sizes) {
      assertThat(size).isBetween(1800, 2200);
    }
  }
}
