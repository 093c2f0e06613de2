package io.flyball.core.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.random.Draws;
import io.flyball.core.reward.score.ReactionModel;
import io.flyball.core.reward.shape.SelfDesignedReward;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A reaction, here "return", predicted from ratings as a component of its own. */
class PredictedReactionTest {
  private long time;

  private static OnePolicy policy(int every) {
    ReactionModel model = new ReactionModel("return", List.of("rating"), .5, every, 4);
    return new OnePolicy(
        OnePolicy.settings(0, false, true).with(model, SelfDesignedReward.NONE),
        OnePolicy.rules(0, Map.of()));
  }

  private void signal(OnePolicy policy, String component, double value) {
    policy.take(OnePolicy.row("p/" + time, "film", "home", "", time, component, value, time));
    policy.until(time);
  }

  /** Good ratings earn the reaction with probability .8, others with .1. */
  private void play(OnePolicy policy, int decisions, double good, double other) {
    for (int i = 0; i < decisions; i++) {
      time += 10;
      boolean liked = Draws.uniform(3, 1, time) < .5;
      signal(policy, "rating", liked ? 1 : 0);
      if (Draws.uniform(4, 1, time) < (liked ? good : other)) {
        signal(policy, "return", 1);
      }
    }
    time += 2 * OnePolicy.OPEN;
    policy.until(time);
  }

  @Test
  void beforeTheFirstFinalRewardTheReactionIsATossUp() {
    OnePolicy policy = policy(500);
    signal(policy, "rating", 1);
    assertThat(policy.last().components()).containsEntry(ReactionModel.COMPONENT, .5);
    // It has no weight here, and no evidence of its own.
    assertThat(policy.last().value()).isEqualTo(.5);
    assertThat(policy.last().evidence()).hasSize(1);
  }

  @Test
  void theProbabilityOfEachRatingIsFound() {
    OnePolicy policy = policy(500);
    play(policy, 3_000, .8, .1);
    signal(policy, "rating", 1);
    assertThat(policy.last().components().get(ReactionModel.COMPONENT)).isCloseTo(.8, within(.05));
    time += 10;
    signal(policy, "rating", 0);
    assertThat(policy.last().components().get(ReactionModel.COMPONENT)).isCloseTo(.1, within(.04));
  }

  @Test
  void aModelThatNoLongerFitsIsTold() {
    OnePolicy policy = policy(200);
    play(policy, 2_000, .8, .1);
    policy.alerts.clear();
    play(policy, 200, .8, .1);
    assertThat(policy.alerts).isEmpty();
    play(policy, 200, .1, .1);
    assertThat(policy.alerts).extracting(alert -> alert.kind()).containsOnly("REACTION_MODEL_OFF");
    assertThat(policy.alerts.get(0).values().get("z")).isLessThan(-4);
    assertThat(policy.alerts.get(0).summary()).contains("of the last 200 final rewards");
  }

  @Test
  void allOfItEndsWithThePolicy() {
    OnePolicy policy = policy(500);
    play(policy, 5, .8, .1);
    policy.until(time + 20_000);
    assertThat(policy.entries()).isZero();
  }
}
