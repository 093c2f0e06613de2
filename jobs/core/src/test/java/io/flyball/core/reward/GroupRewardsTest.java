package io.flyball.core.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.reward.group.Attempt;
import io.flyball.core.reward.group.GroupJudge;
import io.flyball.core.reward.group.GroupMode;
import io.flyball.core.reward.group.TeacherGate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GroupRewardsTest {
  private static final List<Attempt> CANDIDATES =
      List.of(
          own("a", Map.of("x", .8, "y", .6, "z", .9)),
          own("b", Map.of("x", .7, "y", .9, "z", .5)),
          own("c", Map.of("x", .9, "y", .7, "z", .6)));

  private static Attempt own(String id, Map<String, Double> components) {
    return new Attempt(id, 5, "p/" + id, 3, components, false);
  }

  private static List<Reward> judge(GroupMode mode, int needed, List<Attempt> members) {
    GroupJudge judge = new GroupJudge(mode, 0, new TeacherGate(needed), 1, 1);
    RewardRules rules = OnePolicy.rules(0, Map.of());
    return new GroupRewards(judge, 2).of("g", members, rules);
  }

  @Test
  void tooFewOwnAttemptsCannotBeCompared() {
    Attempt teacher = new Attempt("t", 5, null, 0, Map.of("x", 1.0), true);
    List<Attempt> alone = List.of(CANDIDATES.get(0), teacher);
    assertThat(judge(GroupMode.LEAVE_ONE_OUT, 1, alone)).isEmpty();
    GroupJudge judge = new GroupJudge(GroupMode.LEAVE_ONE_OUT, 0, new TeacherGate(0), 1, 1);
    assertThat(new GroupRewards(judge, 2).incomplete("g", alone, 9).summary())
        .contains("with 1 own attempts, at least 2");
  }

  @Test
  void anAdvantageIsTheMeanOfTheComponentsAndWhatComparingAdds() {
    List<Reward> rewards = judge(GroupMode.LEAVE_ONE_OUT, 0, CANDIDATES);
    assertThat(rewards.stream().mapToDouble(Reward::value).sum()).isCloseTo(0, within(1e-12));
    Reward first = rewards.get(0);
    assertThat(first.id()).isEqualTo("reward/group/g/a");
    assertThat(first.decisionId()).isEqualTo("p/a");
    assertThat(first.value()).isCloseTo(2.3 / 3 - (2.1 + 2.2) / 6, within(1e-12));
    assertThat(first.value() - first.adjustments().get(Reward.COMPARISON))
        .isCloseTo(2.3 / 3, within(1e-12));
  }

  @Test
  void theBestByRankIsAnotherThanTheBestByValue() {
    assertThat(judge(GroupMode.BEST_BY_RANK, 0, CANDIDATES))
        .extracting(Reward::value)
        .containsExactly(0.0, 0.0, 1.0);
    assertThat(judge(GroupMode.BEST_BY_VALUE, 0, CANDIDATES))
        .extracting(Reward::value)
        .containsExactly(1.0, 0.0, 0.0);
  }

  @Test
  void aMissingComponentRanksBelowEveryOther() {
    List<Attempt> members =
        List.of(own("a", Map.of("x", -5.0, "y", 1.0)), own("b", Map.of("y", 1.0)));
    assertThat(judge(GroupMode.BEST_BY_RANK, 0, members))
        .extracting(Reward::value)
        .containsExactly(1.0, 0.0);
  }

  @Test
  void aSoftChoiceIsDrawnOnceAndKeepsItsPropensity() {
    List<Reward> rewards = judge(GroupMode.SOFT_CHOICE, 0, CANDIDATES);
    assertThat(rewards.stream().mapToDouble(Reward::value).sum()).isEqualTo(1);
    assertThat(rewards.stream().mapToDouble(Reward::propensity).sum()).isCloseTo(1, within(1e-12));
    assertThat(judge(GroupMode.SOFT_CHOICE, 0, CANDIDATES)).isEqualTo(rewards);
  }

  @Test
  void aTeacherCountsWhileTheGateIsOpenAndIsNotComparedWithTheLearner() {
    Attempt teacher = new Attempt("t", 5, null, 0, Map.of("x", 3.0), true);
    List<Attempt> members = List.of(CANDIDATES.get(0), CANDIDATES.get(1), teacher);
    List<Reward> open = judge(GroupMode.MEAN_CENTRED, 3, members);
    assertThat(open).hasSize(3);
    assertThat(open.get(2).value()).isEqualTo(3);
    assertThat(open.get(2).decisionId()).isEqualTo("member:g%2Ft");
    assertThat(open.get(0).value() + open.get(1).value()).isCloseTo(0, within(1e-12));
    assertThat(judge(GroupMode.MEAN_CENTRED, 2, members)).hasSize(2);
  }

  @Test
  void weightsOfTheGroupMakeTheSum() {
    RewardRules plain = OnePolicy.rules(0, Map.of());
    RewardRules weighted =
        new RewardRules(
            7,
            plain.weights(),
            plain.shadows(),
            plain.potentials(),
            0,
            new TreeMap<>(Map.of("x", 2.0)));
    GroupJudge judge = new GroupJudge(GroupMode.MEAN_CENTRED, 0, new TeacherGate(0), 1, 1);
    List<Reward> rewards = new GroupRewards(judge, 2).of("g", CANDIDATES, weighted);
    assertThat(rewards.get(0).value()).isCloseTo(0, within(1e-12));
    assertThat(rewards.get(2).value()).isCloseTo(.2, within(1e-12));
    assertThat(rewards.get(0).weightsVersion()).isEqualTo(7);
    assertThat(rewards.get(0).components()).contains(entry("z", .9));
  }
}
