package io.flyball.core.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.reward.score.ReactionModel;
import io.flyball.core.reward.shape.SelfDesignedReward;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rewards of a policy that add to themselves what went better than expected. */
class DesignedRewardTest {
  private final OnePolicy policy =
      new OnePolicy(
          OnePolicy.settings(0, false, true)
              .with(ReactionModel.NONE, new SelfDesignedReward(.5, .1, 10)),
          OnePolicy.rules(0, Map.of()));

  private void show(String id, String item, String surface, String session, long at, double value) {
    policy.take(OnePolicy.row(id, item, surface, session, at, "click", value, at + 1));
    policy.until(at + 1);
  }

  private double added() {
    return policy.last().adjustments().getOrDefault(Reward.DESIGNED, 0.0);
  }

  @Test
  void nothingIsAddedUnlessARateIsGiven() {
    OnePolicy plain = OnePolicy.plain();
    plain.take(OnePolicy.signal("1", "click", 1, 5)).until(5);
    assertThat(plain.last().adjustments()).isEmpty();
  }

  /**
   * G = 1 for a film: V = .1. G = 0 for a song, at pi = 1/2 each: phi = -.5 x .5 x .1 x .5 for the
   * song and as much above 0 for the film.
   */
  @Test
  void whatWentBetterThanExpectedIsPreferred() {
    show("p/1", "film", "home", "", 0, 1);
    policy.until(2_000);
    show("p/2", "song", "home", "", 2_000, 0);
    assertThat(added()).isZero();
    policy.until(4_000);
    show("p/3", "film", "home", "", 4_000, 1);
    assertThat(added()).isCloseTo(.0125, within(1e-12));
    assertThat(policy.last().value()).isCloseTo(1.0125, within(1e-12));
    show("p/4", "song", "home", "", 4_010, 1);
    assertThat(added()).isCloseTo(-.0125, within(1e-12));
    show("p/5", "film", "list", "", 4_020, 1);
    assertThat(added()).isZero();
  }

  /** Discount 1/2: the first step's return is 1 + 1/2, so V = .15 and phi grows to .01875. */
  @Test
  void theReturnOfAStepIsThatOfItsSessionFromItOn() {
    show("p/1", "film", "home", "visit", 0, 1);
    show("p/2", "song", "list", "visit", 10, 1);
    policy.until(2_000);
    show("p/3", "song", "home", "", 2_000, 0);
    policy.until(4_000);
    show("p/4", "film", "home", "", 4_000, 1);
    assertThat(added()).isCloseTo(.01875, within(1e-12));
  }

  @Test
  void aCorrectionKeepsWhatTheFirstRewardAdded() {
    show("p/1", "film", "home", "", 0, 1);
    policy.until(2_000);
    show("p/2", "song", "home", "", 2_000, 0);
    policy.until(4_000);
    show("p/3", "film", "home", "", 4_000, 1);
    policy.take(OnePolicy.row("p/3", "film", "home", "", 4_000, "rating", 1, 4_500)).until(4_500);
    assertThat(policy.last().revision()).isEqualTo(1);
    assertThat(added()).isCloseTo(.0125, within(1e-12));
  }

  @Test
  void allOfItEndsWithThePolicy() {
    show("p/1", "film", "home", "visit", 0, 1);
    policy.until(20_000);
    assertThat(policy.entries()).isZero();
  }
}
