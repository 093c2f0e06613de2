package io.flyball.core.bandit.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.bandit.join.Reward;
import io.flyball.core.bandit.serve.Outcome.Status;
import io.flyball.core.bandit.serve.ServingRules.Evaluating;
import io.flyball.core.bandit.serve.ServingRules.Publishing;
import io.flyball.core.record.Alert;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InterventionsTest {
  private static final double[] X = {1, 0.5};
  private static final double[] BARE = {};

  private static void play(Served served, int from, int rounds, double reward) {
    play(served, from, rounds, reward, X);
  }

  private static void play(Served served, int from, int rounds, double reward, double... context) {
    for (int i = from; i < from + rounds; i++) {
      served.ask("" + i, i, context);
      served.give(Served.reward("r" + i, "" + i, i, Reward.Kind.FINAL, reward));
    }
  }

  @Test
  void aResetForgetsOnceAndWhatWaitsIsAnsweredButTeachesNothing() {
    Served served = new Served(Served.RULES);
    play(served, 0, 20, 1);
    served.ask("waiting", 50);
    Interventions reset = new Interventions(true, false, List.of(), Map.of());
    served.control(1, reset);
    assertThat(served.arms).isEmpty();
    served.ask("new", 60);
    served.control(1, reset);
    assertThat(served.arms).hasSize(3);
    served.give(Served.reward("w", "waiting", 70, Reward.Kind.FINAL, 1));
    assertThat(served.outcomes.get(20).status()).isEqualTo(Status.REWARDED);
    assertThat(served.arms.values().stream().mapToDouble(arm -> arm.state()[2]).sum()).isZero();
    assertThat(served.conserved()).isTrue();
  }

  @Test
  void anotherAlgorithmOnTheSameStatisticsGoesOnFromThem() {
    Served served = new Served(Changed.rules().algorithm("linucb").r());
    play(served, 0, 20, 1);
    double[] before = served.arm("a").clone();
    served.rules(Changed.rules().algorithm("lin-thompson:v=0.1").r());
    served.control(1, Interventions.NONE);
    assertThat(served.arm("a")).isEqualTo(before);
    assertThat(served.ask("t", 30, X).algorithm()).isEqualTo("lin-thompson:v=0.1");
    assertThat(served.alerts).isEmpty();
  }

  @Test
  void anAlgorithmOfOtherStatisticsIsRefusedUnlessBegunAnew() {
    Served served = new Served(Changed.rules().algorithm("linucb").r());
    play(served, 0, 5, 1);
    served.rules(Changed.rules().algorithm("kl-ucb").r());
    served.control(1, Interventions.NONE);
    assertThat(served.alerts.get(0).kind()).isEqualTo("CONTROL_REJECTED");
    assertThat(served.alerts.get(0).summary()).contains("keeps other statistics than 'linucb'");
    assertThat(served.ask("t", 30, X).algorithm()).isEqualTo("linucb");
    served.control(2, new Interventions(true, false, List.of(), Map.of()));
    assertThat(served.ask("u", 31, X).algorithm()).isEqualTo("kl-ucb");
  }

  @Test
  void anOlderControlVersionChangesNothing() {
    Served served = new Served(Served.RULES);
    play(served, 0, 5, 1);
    served.control(3, Interventions.NONE);
    served.control(2, new Interventions(true, false, List.of(), Map.of()));
    assertThat(served.arms).hasSize(3);
  }

  @Test
  void aRewardForAnArmThatWasRemovedIsToldAndNotLearned() {
    Served served = new Served(Served.RULES);
    String arm = served.ask("1", 0).arm();
    served.control(1, new Interventions(false, false, List.of(arm), Map.of()));
    served.give(Served.reward("r", "1", 5, Reward.Kind.FINAL, 1));
    assertThat(served.outcomes).hasSize(1);
    assertThat(served.counted(ServingCount.NOT_LEARNED)).isOne();
    assertThat(served.arms).doesNotContainKey(arm);
  }

  @Test
  void priorCountsAreStartedFrom() {
    Served served = new Served(Served.RULES);
    served.ask("1", 0);
    served.control(
        1, new Interventions(false, false, List.of(), Map.of("c", new double[] {100, 90})));
    assertThat(served.arm("c")).containsSubsequence(100, 100, 90);
  }

  @Test
  void aSnapshotIsPublishedWhenTheAnswersChangedAndCanBeBegunFrom() {
    Publishing often = new Publishing(10, 0, 0.01, 1, 4);
    Served served = new Served(Changed.rules().algorithm("lin-thompson").publishing(often).r());
    play(served, 0, 300, 1);
    assertThat(served.snapshots).hasSizeBetween(2, 50);
    assertThat(served.counted(ServingCount.UNCHANGED)).isPositive();
    assertThat(served.snapshots).extracting(Snapshot::version).isSorted().doesNotHaveDuplicates();
    Served other = new Served(Changed.rules().algorithm("lin-thompson").r());
    other.model(served.snapshots.get(served.snapshots.size() - 1));
    assertThat(other.arms.keySet()).isEqualTo(served.arms.keySet());
    assertThat(other.ask("1", 0, X)).isNotNull();
    other.model(new Snapshot("p", -1, 1, 0, "linucb", 0, 0, new byte[] {1, 2, 3, 4}, Map.of()));
    assertThat(other.refused.get(0).message()).contains("not a model of this program");
  }

  @Test
  void aLazyPolicyIsPublishedSeldomAndWhenTheRewardsChange() {
    Publishing often = new Publishing(10, 0, 0.01, 1, 4);
    Publishing lazy = new Publishing(10, 0, 0.01, 2, 1, 4);
    Served eager = new Served(Changed.rules().algorithm("softmax").publishing(often).r());
    Served served = new Served(Changed.rules().algorithm("softmax").publishing(lazy).r());
    play(eager, 0, 300, 1);
    play(served, 0, 300, 1);
    int before = served.snapshots.size();
    assertThat(before).isBetween(1, eager.snapshots.size() / 2);
    // What was good is worth nothing from here on.
    play(served, 300, 300, 0);
    assertThat(served.snapshots).hasSizeGreaterThan(before);
    assertThat(served.snapshots.stream().skip(1))
        .allMatch(snapshot -> snapshot.evidence().get("discrepancy") >= 6);
  }

  @Test
  void aShiftAboveTheBudgetIsHeldUntilReleased() {
    Publishing careful = new Publishing(10, 0, 0, 0.05, 4);
    Served served = new Served(Changed.rules().publishing(careful).r());
    play(served, 0, 300, 1, BARE);
    assertThat(served.alerts).extracting(Alert::kind).containsExactly("POLICY_SHIFT");
    int before = served.snapshots.size();
    play(served, 300, 100, 0, BARE);
    assertThat(served.snapshots).hasSize(before);
    served.control(1, new Interventions(false, true, List.of(), Map.of()));
    assertThat(served.snapshots).hasSize(before + 1);
  }

  @Test
  void aModelThatIsNotFiniteIsNeverPublished() {
    Publishing often = new Publishing(10, 0, 0, 1, 4);
    Served served = new Served(Changed.rules().publishing(often).r());
    play(served, 0, 3, 1, BARE);
    served.arm("a")[2] = Double.NaN;
    play(served, 3, 100, 1, BARE);
    assertThat(served.alerts.get(0).kind()).isEqualTo("SNAPSHOT_NOT_FINITE");
    assertThat(served.snapshots).isEmpty();
  }

  @Test
  void candidatesAreEstimatedOrRefusedForTooFewEffectiveRows() {
    Evaluating few = Served.evaluating(Map.of("all", "random"), 10, 50);
    Served served = new Served(Changed.rules().algorithm("random").evaluating(few).r());
    play(served, 0, 100, 1);
    assertThat(served.evaluations.get(0).trusted()).isFalse();
    assertThat(served.evaluations.get(0).values()).doesNotContainKey("ips");
    Evaluated last = served.evaluations.get(9);
    assertThat(last.trusted()).isTrue();
    assertThat(last.values().get("ips")).isEqualTo(1);
    assertThat(last.values().get("lower")).isBetween(0.5, 1.0);
    assertThat(last.values().get("upper")).isEqualTo(1);
  }
}
