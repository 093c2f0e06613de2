package io.flyball.core.bandit.ope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.bandit.LoggedDecision;
import io.flyball.core.features.FeatureHash;
import io.flyball.core.features.Interactions;
import io.flyball.core.features.JointFeatures;
import io.flyball.core.features.PackedFeatures;
import io.flyball.core.random.Draws;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RewardModelTest {
  private static final String[] ARMS = {"a", "b"};

  private static LoggedDecision row(String arm, double x, double reward) {
    return new LoggedDecision(arm, .5, ARMS, new double[] {x}, reward, 1);
  }

  private static final String[] ASKED = {"a", "b", "new"};

  /** What the model predicts for an arm in a context. */
  private static double predicted(RewardModel model, String arm, double x, int fold) {
    LoggedDecision asked = new LoggedDecision("a", .5, ASKED, new double[] {x}, 0, 1);
    return model.predict(asked, List.of(ASKED).indexOf(arm), fold);
  }

  private static int fold(RewardModel model, long number) {
    return model.fold(LogRow.of(row("a", 0, 0)), number);
  }

  @Test
  void withoutRowsThePriorIsPredicted() {
    assertThat(predicted(new RidgeRewardModel(.3, 1, 1, 5), "a", 2, 0)).isEqualTo(.3);
    assertThat(predicted(new RidgeRewardModel(Double.NaN, 1, 1, 5), "a", 2, 0)).isZero();
  }

  @Test
  void aRewardThatDependsOnTheContextIsPredictedFromIt() {
    RewardModel model = new RidgeRewardModel(Double.NaN, 1, 1, 5);
    for (int i = 0; i < 5000; i++) {
      double x = Draws.uniform(1, i, 0);
      String arm = ARMS[i % 2];
      model.add(row(arm, x, arm.equals("a") ? x : 1 - x), fold(model, i), 1);
    }
    assertThat(predicted(model, "a", .1, 0)).isCloseTo(.1, within(.01));
    assertThat(predicted(model, "b", .1, 0)).isCloseTo(.9, within(.01));
    assertThat(model.value(row("a", .1, 0), new double[] {.25, .75}, 0)).isCloseTo(.7, within(.01));
  }

  @Test
  void aRowDoesNotSpeakForItself() {
    RewardModel model = new RidgeRewardModel(0, 1, 0, 5);
    model.add(row("a", 0, 1), 2, 1);
    assertThat(predicted(model, "a", 0, 2)).as("its own fold").isZero();
    assertThat(predicted(model, "a", 0, 3)).as("another").isCloseTo(.5, within(1e-12));
    RewardModel same = new RidgeRewardModel(0, 1, 0, 1);
    same.add(row("a", 0, 1), 0, 1);
    assertThat(predicted(same, "a", 0, 0)).isCloseTo(.5, within(1e-12));
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
    assertThat(predicted(model, "a", 0, 0)).isCloseTo(.8, within(1e-8));
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
    assertThat(predicted(model, "a", .1, 0)).isCloseTo(.1, within(.03));
    assertThat(predicted(model, "b", .1, 0)).isCloseTo(.9, within(.03));
    assertThat(predicted(model, "new", .1, 0)).isCloseTo(.5, within(.01));
  }

  @Test
  void oneRowOfItsOwnFoldTeachesAdaGradNothing() {
    RewardModel model = OnlineRewardModel.adaGrad(.5, 0, 5, false);
    model.add(row("a", 0, 1), 2, 1);
    assertThat(predicted(model, "a", 0, 2)).isZero();
    assertThat(predicted(model, "a", 0, 3)).isPositive();
  }

  /** Of arms by name: what the user and the topic of an arm earn together. */
  private static LoggedDecision named(String user, String topic, double reward) {
    double[][] arms = {packed("A", "topic", topic), packed("A", "topic", "other")};
    return new LoggedDecision("a", .5, ARMS, packed("U", "user", user), arms, true, reward, 1);
  }

  private static double[] packed(String namespace, String name, String value) {
    PackedFeatures packed = new PackedFeatures(FeatureHash.STRINGS);
    packed.text(namespace, name, value);
    return packed.packed();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void featuresByNameAreLearnedForAllArmsTogether(boolean pastOnly) {
    JointFeatures features = new JointFeatures(12, Interactions.parse("UA"));
    RewardModel model = new JointRewardModel(features, 5, pastOnly);
    assertThat(model.predict(named("ada", "sport", 0), 0, 0)).as("without rows").isZero();
    for (int i = 0; i < 2000; i++) {
      String user = i % 2 == 0 ? "ada" : "bob";
      String topic = i / 2 % 2 == 0 ? "sport" : "news";
      boolean likes = user.equals("ada") == topic.equals("sport");
      LoggedDecision row = named(user, topic, likes ? 1 : 0);
      model.add(row, fold(model, i), 1);
    }
    assertThat(model.pastOnly()).isEqualTo(pastOnly);
    assertThat(model.predict(named("ada", "sport", 0), 0, 0)).isCloseTo(1, within(.05));
    assertThat(model.predict(named("ada", "news", 0), 0, 0)).isCloseTo(0, within(.05));
    assertThat(model.value(named("bob", "news", 0), new double[] {1, 0}, 0))
        .isCloseTo(1, within(.05));
  }

  @Test
  void aRowByNameDoesNotSpeakForItself() {
    RewardModel model = new JointRewardModel(new JointFeatures(8, Interactions.NONE), 5, false);
    model.add(named("ada", "sport", 1), 2, 1);
    model.add(named("ada", "sport", 1), 2, 0);
    assertThat(model.predict(named("ada", "sport", 0), 0, 2)).isZero();
    assertThat(model.predict(named("ada", "sport", 0), 0, 3)).isPositive();
  }
}
