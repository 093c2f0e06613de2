package io.flyball.core.bandit.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.bandit.join.Reward;
import org.junit.jupiter.api.Test;

class RewardScaleTest {
  @Test
  void rewardsAreLearnedAsTheyComeOrAsTheirShareOfTheRange() {
    assertThat(RewardScale.PLAIN.lesson(new double[] {-3})).containsExactly(-3);
    RewardScale cost = new RewardScale(true, Double.NaN, Double.NaN);
    assertThat(cost.lesson(new double[] {3, -1})).containsExactly(-3, 1);
    RewardScale range = new RewardScale(false, -1, 3);
    assertThat(range.lesson(new double[] {-1, 0, 3})).containsExactly(0, .25, 1);
    RewardScale costs = new RewardScale(true, 0, 10);
    assertThat(costs.lesson(new double[] {0, 10, 4}))
        .containsExactly(new double[] {1, 0, .6}, within(1e-12));
    assertThat(costs.reward(costs.lesson(new double[] {4})[0])).isCloseTo(4, within(1e-12));
    assertThatThrownBy(() -> costs.lesson(new double[] {11}))
        .hasMessageContaining("bandit.reward.range allows 0.0 to 10.0");
  }

  @Test
  void thePolicyPrefersTheCheaperArm() {
    for (String algorithm : new String[] {"kl-ucb", "beta-thompson", "squarecb-ridge"}) {
      Served served =
          new Served(
              Changed.rules()
                  .algorithm(algorithm)
                  .defaultReward(10.0)
                  .scale(new RewardScale(true, 0, 10))
                  .r());
      int cheap = 0;
      for (int i = 0; i < 300; i++) {
        Decision decision = served.ask("" + i, i, 1);
        cheap += i >= 150 && decision.arm().equals("b") ? 1 : 0;
        double cost = decision.arm().equals("b") ? 1 : 6;
        served.give(Served.reward("r" + i, "" + i, i, Reward.Kind.FINAL, cost));
      }
      assertThat(cheap).as(algorithm).isGreaterThan(110);
      assertThat(served.outcomes.get(0).reward()[0]).as("told as it came").isIn(1.0, 6.0);
      assertThat(served.counted(ServingCount.NOT_LEARNED)).isZero();
    }
  }

  @Test
  void negativeRewardsBeatTheWorstThatIsTakenForSilence() {
    Served served =
        new Served(
            Changed.rules()
                .algorithm("kl-ucb")
                .defaultReward(-1.0)
                .scale(new RewardScale(false, -1, 1))
                .r());
    served.ask("1", 1);
    served.give(Served.value("r", "1", 2, -.5));
    served.give(Served.value("s", "1", 3, -5));
    assertThat(served.refused.get(0).message()).contains("bandit.reward.range");
    served.until(5000);
    assertThat(served.outcomes.get(0).reward()).containsExactly(-.5);
  }
}
