package io.flyball.core.bandit.ope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.bandit.LoggedDecision;
import io.flyball.core.random.Draws;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RewardModelTest {
  private static final String[] ARMS = {"a", "b"};

  private static LoggedDecision row(String arm, double x, double reward) {
    return new LoggedDecision(arm, .5, ARMS, new double[] {x}, reward, 1);
  }

  private static int fold(RewardModel model, long number) {
    return model.fold(LogRow.of(row("a", 0, 0)), number);
  }

  @Test
  void withoutRowsThePriorIsPredicted() {
    assertThat(new RidgeRewardModel(.3, 1, 1, 5).predict("a", new double[] {2}, 0)).isEqualTo(.3);
    assertThat(new RidgeRewardModel(Double.NaN, 1, 1, 5).predict("a", new double[] {2}, 0))
        .isZero();
  }

  @Test
  void aRewardThatDependsOnTheContextIsPredictedFromIt() {
    RewardModel model = new RidgeRewardModel(Double.NaN, 1, 1, 5);
    for (int i = 0; i < 5000; i++) {
      double x = Draws.uniform(1, i, 0);
      String arm = ARMS[i % 2];
      model.add(row(arm, x, arm.equals("a") ? x : 1 - x), fold(model, i), 1);
    }
    double[] low = {.1};
    assertThat(model.predict("a", low, 0)).isCloseTo(.1, within(.01));
    assertThat(model.predict("b", low, 0)).isCloseTo(.9, within(.01));
    assertThat(model.value(ARMS, new double[] {.25, .75}, low, 0)).isCloseTo(.7, within(.01));
  }

  @Test
  void aRowDoesNotSpeakForItself() {
    RewardModel model = new RidgeRewardModel(0, 1, 0, 5);
    model.add(row("a", 0, 1), 2, 1);
    double[] none = {};
    assertThat(model.predict("a", none, 2)).as("its own fold").isZero();
    assertThat(model.predict("a", none, 3)).as("another").isCloseTo(.5, within(1e-12));
    RewardModel same = new RidgeRewardModel(0, 1, 0, 1);
    same.add(row("a", 0, 1), 0, 1);
    assertThat(same.predict("a", none, 0)).isCloseTo(.5, within(1e-12));
  }

  @Test
  void foldsAreOfLikeSize() {
    RewardModel model = new RidgeRewardModel(0, 1, 0, 5);
    int[] sizes = new int[5];
    for (int i = 0; i < 10_000; i++) {
      sizes[fold(model, i)]++;
    }
    for (int size : sizes) {
      assertThat(size).isBetween(1800, 2200);
    }
  }

  @Test
  void theFoldOfADecisionFollowsItsIdAndNotItsPlace() {
    RewardModel model = new RidgeRewardModel(0, 1, 0, 5);
    LogRow named = new LogRow("shop/1", row("a", 0, 1), new double[0], new double[0]);
    assertThat(model.fold(named, 7)).isEqualTo(model.fold(named, 8_000));
  }

  /** The mean of arm a is 4/5 with weights 1 and 4 of rewards 0 and 1, less the prior's share. */
  @Test
  void rowsCountByTheirWeight() {
    RewardModel model = new RidgeRewardModel(0, 1e-9, 0, 1);
    model.add(row("a", 0, 0), 0, 1);
    model.add(row("a", 0, 1), 0, 4);
    model.add(row("a", 0, 1), 0, 0);
    assertThat(model.predict("a", new double[0], 0)).isCloseTo(.8, within(1e-8));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void modelsThatLearnRowByRowFollowTheContext(boolean ridge) {
    RewardModel model =
        ridge ? OnlineRewardModel.pastRidge(1, 1) : OnlineRewardModel.adaGrad(.5, 1, 5, false);
    for (int i = 0; i < 5000; i++) {
      double x = Draws.uniform(1, i, 0);
      model.add(row(ARMS[i % 2], x, i % 2 == 0 ? x : 1 - x), fold(model, i), 1);
    }
    assertThat(model.pastOnly()).isEqualTo(ridge);
    assertThat(model.predict("a", new double[] {.1}, 0)).isCloseTo(.1, within(.03));
    assertThat(model.predict("b", new double[] {.1}, 0)).isCloseTo(.9, within(.03));
    assertThat(model.predict("new", new double[] {.1}, 0)).isCloseTo(.5, within(.01));
  }

  @Test
  void oneRowOfItsOwnFoldTeachesAdaGradNothing() {
    RewardModel model = OnlineRewardModel.adaGrad(.5, 0, 5, false);
    model.add(row("a", 0, 1), 2, 1);
    assertThat(model.predict("a", new double[0], 2)).isZero();
    assertThat(model.predict("a", new double[0], 3)).isPositive();
  }
}
