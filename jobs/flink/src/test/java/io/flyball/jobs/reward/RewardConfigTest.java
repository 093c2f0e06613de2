package io.flyball.jobs.reward;

import static io.flyball.jobs.reward.Fixtures.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.reward.RewardRules;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.config.ConfigException;
import io.flyball.jobs.runtime.config.KeyInfo;
import io.flyball.jobs.runtime.config.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every key of the reward job with its default: a change here is a change for every user. */
class RewardConfigTest {
  private static Map<String, String> defaults() {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("reward.attributed-topic", "feedback.attributed");
    keys.put("reward.members-topic", "reward.members");
    keys.put("reward.rewards-topic", "rewards");
    keys.put("reward.memories-topic", "reward.memories");
    keys.put("reward.max-record-bytes", "1048576");
    keys.put("reward.plausible-years", "1990..2100");
    keys.put("reward.max-ahead", "10 min");
    keys.put("reward.out-of-orderness", "5 min");
    keys.put("reward.open", "16 d");
    keys.put("reward.forget", "30 d");
    keys.put(
        "reward.values",
        "CLICK=1, LIKE=1, LOVE=1, DISLIKE=-1, SKIP=-0.5, SHARE=1, CORRECTION=-0.5, REPORT=-1,"
            + " CONVERSION=1, RETURN=-1");
    keys.put("reward.scales", "DWELL=0.0333, RATING=0.5, HINDSIGHT_RATING=0.5, VERDICT=1");
    keys.put("reward.zeros", "RATING=3, HINDSIGHT_RATING=3");
    keys.put("reward.lowest", "-1");
    keys.put("reward.highest", "1");
    keys.put(
        "reward.weights",
        "click=1, like=1, love=1, dislike=1, skip=1, share=1, rating=1, correction=1, report=1,"
            + " conversion=1, return=1, hindsight-rating=1");
    keys.put("reward.shadow", "");
    keys.put("reward.objectives", "");
    keys.put("reward.scalar-lowest", "0");
    keys.put("reward.scalar-highest", "1");
    keys.put("reward.hindsight", "replace");
    keys.put("reward.reward-unanswered", "true");
    keys.put("reward.normalise-over", "0");
    keys.put("reward.potentials", "");
    keys.put("reward.discount", "1");
    keys.put("reward.bonus", "0");
    keys.put("reward.name-arm", "true");
    keys.put("reward.guard.budget", "0.2");
    keys.put("reward.guard.temperature", "1");
    keys.put("reward.guard.discount", "0");
    keys.put("reward.guard.least-rewards", "20");
    keys.put("reward.guard.most-arms", "1000");
    keys.put("reward.guard.tie-errors", "2");
    keys.put("reward.adapt.primary", "");
    keys.put("reward.adapt.auxiliaries", "");
    keys.put("reward.adapt.rate", "0.1");
    keys.put("reward.adapt.lowest", "0");
    keys.put("reward.adapt.highest", "2");
    keys.put("reward.adapt.memory", "500");
    keys.put("reward.adapt.every", "500");
    keys.put("reward.reaction.label", "");
    keys.put("reward.reaction.features", "");
    keys.put("reward.reaction.rate", "0.1");
    keys.put("reward.reaction.every", "500");
    keys.put("reward.reaction.limit", "4");
    keys.put("reward.design.rate", "0");
    keys.put("reward.design.value-rate", "0.01");
    keys.put("reward.design.clip", "0.5");
    keys.put("reward.group.mode", "leave-one-out");
    keys.put("reward.group.fraction", "1");
    keys.put("reward.group.deadline", "10 min");
    keys.put("reward.group.remember", "1 d");
    keys.put("reward.group.least", "2");
    keys.put("reward.group.weights", "");
    keys.put("reward.group.lowest", "-3");
    keys.put("reward.group.highest", "3");
    keys.put("reward.group.success-above", "0");
    keys.put("reward.group.teacher-needed", "0");
    keys.put("reward.group.temperature", "1");
    keys.put("reward.group.seed", "1");
    keys.put("reward.memory.most", "20");
    keys.put("reward.memory.remember", "1 d");
    keys.put("reward.attempts.calls", "graded");
    keys.put("reward.attempts.schedule", "constant");
    keys.put("reward.attempts.length", "none");
    keys.put("reward.attempts.turn-decay", "0.5");
    keys.put("reward.attempts.repetition-penalty", "0.5");
    return keys;
  }

  @Test
  void everyKeyHasTheDefaultThatUsersRelyOnAndAMeaning() {
    List<KeyInfo> keys =
        Settings.describe(FlyballConfig.class).stream()
            .filter(key -> key.path().startsWith("reward."))
            .toList();
    Map<String, String> found = new LinkedHashMap<>();
    keys.forEach(key -> found.put(key.path(), key.defaultText()));
    assertThat(new ArrayList<>(found.entrySet()))
        .containsExactlyElementsOf(new ArrayList<>(defaults().entrySet()));
    assertThat(keys).allSatisfy(key -> assertThat(key.meaning()).endsWith("."));
  }

  @Test
  void auxiliariesOfNoComponentAndWeightsOutOfBoundsAreRefused() {
    assertThatThrownBy(() -> config("reward.adapt.primary=click", "reward.adapt.highest=0.5"))
        .hasMessageContaining("reward.adapt.highest")
        .hasMessageContaining("the weight of conversion, 1.0, lies within the bounds");
    assertThatThrownBy(() -> config("reward.adapt.primary=click", "reward.adapt.auxiliaries=x"))
        .hasMessageContaining("reward.adapt.auxiliaries")
        .hasMessageContaining("known are click");
    assertThat(config("reward.adapt.primary=click").settings().weightRule().auxiliaries())
        .contains("conversion", "rating")
        .doesNotContain("click");
  }

  @Test
  void rewardsStayOpenLongerThanFeedbackCanCome() {
    assertThat(config().open()).isGreaterThan(java.time.Duration.ofDays(15));
  }

  @Test
  void shadowWeightsHaveNames() {
    RewardRules rules =
        config("reward.shadow.next.rating=2", "reward.shadow.next.click=1").control().configured();
    assertThat(rules.shadows().get("next").byComponent()).containsOnlyKeys("click", "rating");
    assertThat(rules.version()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "reward.weights.clik=1 | reward.weights | clik is no component; known are click",
        "reward.weights.click=-1 | reward.weights | weight of click must lie in [0.0, 1.0E12]",
        "reward.values.CLICK=2 | reward.values | click must lie in [-1.0, 1.0], found 2.0",
        "reward.shadow.next=1 | reward.shadow | next must be NAME.COMPONENT",
        "reward.objectives=click, clik | reward.objectives | components; known are click",
        "reward.highest=-1 | reward.highest | above reward.lowest",
        "reward.scalar-highest=0 | reward.scalar-highest | above reward.scalar-lowest",
        "reward.forget=15 d | reward.forget | at least reward.open",
        "reward.members-topic=feedback.attributed | reward.members-topic | another topic",
        "reward.group.least=1 | reward.group.least | at least 2",
        "reward.group.fraction=0 | reward.group.fraction | at least 0.01, at most 1",
        "reward.group.weights.score=0 | reward.group.weights | at least one weight must be above 0",
        "reward.group.highest=-3 | reward.group.highest | above reward.group.lowest",
        "reward.guard.budget=0 | reward.guard.budget | at least 1e-6, at most 1",
        "reward.adapt.primary=clik | reward.adapt.primary | components; known are click",
        "reward.adapt.auxiliaries=click | reward.adapt.auxiliaries | reward.adapt.primary, which",
        "reward.reaction.features=click | reward.reaction.features | reward.reaction.label is empty",
        "reward.reaction.label=clik | reward.reaction.label | components; known are click",
        "reward.reaction.label=love | reward.reaction.features | at least one",
        "reward.adapt.lowest=2 | reward.adapt.highest | above reward.adapt.lowest",
        "reward.discount=2 | reward.discount | at most 1",
        "reward.bonus=-1 | reward.bonus | at least 0",
        "reward.hindsight=never | reward.hindsight | one of REPLACE, ADD",
      })
  void whatMakesNoSenseIsRefusedWithItsKeyAndWhatIsAllowed(
      String set, String key, String sentence) {
    assertThatThrownBy(() -> config(set))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(key)
        .hasMessageContaining(sentence);
  }
}
