package io.flyball.core.bandit.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.bandit.join.Reward;
import io.flyball.core.bandit.serve.ServingRules.Publishing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A policy is published at its birth, and again with an event that finds its snapshot old. */
class RepeatedSnapshotsTest {
  private static final long INTERVAL = 500;

  /** As many as a head had when nothing was repeated. */
  private static final int COUNTS_BEFORE = 17;

  private static final Publishing QUIET = new Publishing(1000, INTERVAL, 0.01, 1, 4);

  private static Served served(Publishing publishing) {
    return new Served(Changed.rules().publishing(publishing).r());
  }

  private static List<Long> times(Served served) {
    return served.snapshots.stream().map(Snapshot::time).toList();
  }

  @Test
  void thePolicyIsPublishedAtItsBirth() {
    Served served = served(QUIET);
    served.ask("1", 1000);
    assertThat(times(served)).containsExactly(1000L);
    Snapshot first = served.snapshots.get(0);
    assertThat(first.version()).isOne();
    assertThat(first.decided()).isOne();
    assertThat(first.terms().bornArms()).isEqualTo(Served.ARMS.length);
    assertThat(first.terms().seed()).isEqualTo(Served.RULES.seed());
    assertThat(first.terms().horizon()).isEqualTo(Served.RULES.horizon());
    assertThat(first.terms().held()).isFalse();
  }

  @Test
  void aQuietPolicyIsPublishedAgainWithTheEventThatFindsItOld() {
    Served served = served(QUIET);
    served.ask("1", 1000);
    served.ask("2", 1499);
    served.give(Served.value("r1", "1", 1500, 1));
    served.ask("3", 1999);
    served.ask("4", 2300);
    assertThat(times(served)).containsExactly(1000L, 1500L, 2300L);
    assertThat(served.snapshots).extracting(Snapshot::version).containsExactly(1L, 2L, 3L);
  }

  @Test
  void whatWasPublishedForItsOwnSakeIsNotRepeatedTooSoon() {
    Served served = served(new Publishing(1, INTERVAL, 0, 1, 4));
    served.ask("1", 1000);
    served.ask("2", 1300);
    int before = served.snapshots.size();
    served.rules(Changed.rules().publishing(QUIET).r());
    served.ask("3", 1700);
    assertThat(served.snapshots).hasSize(before);
    served.ask("4", 1800);
    assertThat(times(served)).hasSize(before + 1).endsWith(1800L);
  }

  @Test
  void anEventOfThePastMakesNoSnapshotOld() {
    Served served = served(QUIET);
    served.ask("1", 5000);
    served.ask("2", 1000);
    assertThat(times(served)).containsExactly(5000L);
  }

  @Test
  void whatIsRefusedOrWaitsMakesNoSnapshotOld() {
    Served served = served(QUIET);
    served.ask(Served.request("1", 1000, 1, 2));
    served.ask(Served.request("1", 1600, 1, 3));
    assertThat(served.refused).hasSize(1);
    served.give(Served.value("r1", "unknown", 1700, 1));
    served.give(Served.reward("r2", "1", 1800, Reward.Kind.VALUE, 1, 1));
    assertThat(served.refused).hasSize(2);
    assertThat(times(served)).containsExactly(1000L);
    served.end();
    assertThat(served.refused).hasSize(3);
  }

  @Test
  void aRewardThatOvertookItsDecisionMakesTheSnapshotAsOldAsOneInOrder() {
    List<Snapshot> both = new ArrayList<>();
    for (boolean overtakes : new boolean[] {false, true}) {
      Served served = served(QUIET);
      served.ask("1", 1000);
      Reward reward = Served.value("r2", "2", 1490, 1);
      if (overtakes) {
        served.give(reward);
      }
      served.ask("2", 1450);
      if (!overtakes) {
        served.give(reward);
      }
      served.ask("3", 1500);
      assertThat(times(served)).containsExactly(1000L, 1500L);
      both.add(last(served));
    }
    assertThat(both.get(0).model()).isEqualTo(both.get(1).model());
  }

  @Test
  void aPolicyThatNobodyAsksIsLeftAlone() {
    Served served = served(QUIET);
    served.ask("1", 1000);
    served.until(100 * INTERVAL);
    assertThat(times(served)).containsExactly(1000L);
    served.end();
    assertThat(times(served)).containsExactly(1000L);
  }

  @Test
  void whereNothingIsPublishedNothingIsRepeated() {
    for (Publishing never :
        List.of(new Publishing(0, INTERVAL, 0, 1, 4), new Publishing(1000, 0, 0, 1, 4))) {
      Served served = served(never);
      served.ask("1", 1000);
      served.ask("2", 5000);
      assertThat(served.snapshots).isEmpty();
    }
  }

  @Test
  void aPolicyThatIsHeldIsPublishedAgainAsItWasBefore() {
    Served served = served(new Publishing(10, INTERVAL, 0, 0.05, 4));
    play(served, 0, 300);
    assertThat(served.alerts).isNotEmpty();
    Snapshot before = last(served);
    assertThat(before.terms().held()).isFalse();
    play(served, (int) (before.time() + 10 * INTERVAL), 1);
    Snapshot held = last(served);
    assertThat(held.terms().held()).isTrue();
    assertThat(held.version()).isGreaterThan(before.version());
    assertThat(held.model()).isEqualTo(before.model());
    served.control(1, new Interventions(false, true, List.of(), Map.of()));
    assertThat(last(served).terms().held()).isFalse();
    assertThat(last(served).terms().controlVersion()).isOne();
    assertThat(last(served).model()).isNotEqualTo(before.model());
  }

  @Test
  void aStateFromBeforeThereWereRepeatsIsPublishedWithItsNextEvent() {
    Served served = served(new Publishing(1000, 0, 0, 1, 4));
    served.ask("1", 1000);
    PolicyHead now = served.state.head().get();
    long[] older = Arrays.copyOf(now.counts(), COUNTS_BEFORE);
    served
        .state
        .head()
        .put(
            new PolicyHead(
                now.algorithm(), now.context(), now.features(), now.arms(), now.shared(), older));
    served.rules(Changed.rules().publishing(QUIET).r());
    served.give(Served.value("r1", "1", 1100, 1));
    assertThat(times(served)).containsExactly(1100L);
  }

  private static void play(Served served, int from, int count) {
    for (int i = from; i < from + count; i++) {
      Decision decision = served.ask(Integer.toString(i), i);
      double reward = decision.arm().equals("a") ? 1 : 0;
      served.give(Served.value("r" + i, Integer.toString(i), i, reward));
    }
  }

  private static Snapshot last(Served served) {
    return served.snapshots.get(served.snapshots.size() - 1);
  }
}
