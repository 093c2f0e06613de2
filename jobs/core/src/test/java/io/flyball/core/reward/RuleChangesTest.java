package io.flyball.core.reward;

import static io.flyball.core.reward.OnePolicy.rules;
import static io.flyball.core.reward.OnePolicy.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.record.Alert;
import io.flyball.core.record.ControlUpdate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleChangesTest {
  /** Two items on one surface, five rewards each: means click 1 and 0, rating 0 and 1. */
  private static OnePolicy known() {
    OnePolicy policy = OnePolicy.plain();
    for (int i = 0; i < 5; i++) {
      policy.take(
          OnePolicy.row("p/x" + i, "x", "home", "", 0, "click", 1, 10),
          OnePolicy.row("p/y" + i, "y", "home", "", 0, "rating", 1, 10));
    }
    return policy;
  }

  @Test
  void aPolicyOfWhichNothingIsKnownTakesAnyChange() {
    OnePolicy policy = OnePolicy.plain().steer(1, Map.of("weights.click", "100"));
    assertThat(policy.rules().weights().of("click")).isEqualTo(100);
    assertThat(policy.rules().version()).isEqualTo(1);
    assertThat(policy.alerts).isEmpty();
  }

  @Test
  void aSmallChangeIsAccepted() {
    OnePolicy policy = known().steer(1, Map.of("weights.click", "1.1"));
    assertThat(policy.rules().weights().of("click")).isEqualTo(1.1);
    assertThat(policy.count(RewardCount.CHANGES_ACCEPTED)).isEqualTo(1);
    assertThat(policy.take(OnePolicy.signal("z", "click", 1, 20)).last().weightsVersion())
        .isEqualTo(1);
  }

  /** |dR| = 1 at temperature 1: bound 1/2 against .1; the temperature that meets it is 5. */
  @Test
  void aLargeChangeIsHeldWithTheReasonAndWhatWouldDo() {
    OnePolicy policy = known().steer(1, Map.of("weights.click", "2"));
    assertThat(policy.rules().version()).isZero();
    Alert alert = policy.alerts.get(0);
    assertThat(alert.kind()).isEqualTo("REWARD_CHANGE_HELD");
    assertThat(alert.summary()).contains("version 1 could move the policy by 0.500");
    assertThat(alert.values().get("change")).isCloseTo(1, within(1e-12));
    assertThat(alert.values().get("temperature")).isCloseTo(5, within(1e-12));
    assertThat(alert.values().get("predicted")).isBetween(.1, .5);
    assertThat(policy.take(OnePolicy.signal("z", "click", 1, 20)).last().value()).isEqualTo(1);
  }

  @Test
  void anOperatorReleasesWhatWasHeld() {
    OnePolicy policy = known().steer(1, Map.of("weights.click", "2"));
    policy.steer(2, Map.of("weights.click", "2", "release", "true"));
    assertThat(policy.rules().version()).isEqualTo(2);
    assertThat(policy.alerts)
        .extracting(Alert::kind)
        .containsExactly("REWARD_CHANGE_HELD", "REWARD_CHANGE_RELEASED");
    assertThat(policy.count(RewardCount.CHANGES_RELEASED)).isEqualTo(1);
  }

  @Test
  void aHeldChangeIsJudgedOnceAndMayBeReplacedByASmallerOne() {
    OnePolicy policy = known().steer(1, Map.of("weights.click", "2"));
    policy.steer(1, Map.of("weights.click", "2"));
    assertThat(policy.alerts).hasSize(1);
    policy.steer(2, Map.of("weights.click", "1.1"));
    assertThat(policy.rules().version()).isEqualTo(2);
  }

  @Test
  void shapingAndBonusAreJudgedToo() {
    assertThat(known().steer(1, Map.of("potentials.home", "1")).alerts).hasSize(1);
    assertThat(known().steer(1, Map.of("potentials.home", ".1")).alerts).isEmpty();
    assertThat(known().steer(1, Map.of("bonus", "1")).alerts).hasSize(1);
    assertThat(known().steer(1, Map.of("shadow.next.click", "9")).alerts).isEmpty();
  }

  @Test
  void anUpdateReplacesTheOneBeforeWhole() {
    OnePolicy policy = OnePolicy.plain().steer(1, Map.of("weights.rating", "3"));
    policy.steer(2, Map.of("weights.click", "4"));
    assertThat(policy.rules().weights().of("rating")).isEqualTo(.5);
  }

  @ParameterizedTest
  @CsvSource({
    "weights.click, much, weights.click is much; it must be a number",
    "weights.click, -1, weight of click must lie in",
    "weights.click, NaN, weight of click must lie in",
    "weights.clik, 1, clik is no component; known are click",
    "shadow.next, 1, next must be NAME.COMPONENT",
    "shadow.next.clik, 1, clik is no component",
    "shadow.next.click, 0, at least one weight must be above 0",
    "potentials.home, Infinity, potential of home must lie in",
    "bonus, -1, bonus must lie in",
    "group-weights.score, -1, weight of score must lie in",
    "weights.click, 1e300, weight of click must lie in",
    "potentials.home, -1e300, potential of home must lie in",
    "bonus, 1e300, bonus must lie in",
    "group-weights.score, 1e300, weight of score must lie in",
    "release, yes, release is yes; it must be true or false",
    "weight.click, 1, unknown parameter weight.click; allowed are",
  })
  void whatCannotBeAppliedIsSaidInOneSentence(String key, String value, String sentence) {
    RewardControl control = OnePolicy.plain().control();
    assertThat(control.fault(new ControlUpdate("reward", 1, 1, Map.of(key, value), null)))
        .startsWith(sentence);
  }

  @Test
  void allWeightsAtZeroAreRefused() {
    RewardControl control = new OnePolicy(settings(0, true, false), rules(0, Map.of())).control();
    Map<String, String> zeros =
        Map.of("weights.click", "0", "weights.rating", "0", "weights.return", "0");
    assertThat(control.fault(new ControlUpdate("reward", 1, 1, zeros, null)))
        .isEqualTo("at least one weight must be above 0");
  }
}
