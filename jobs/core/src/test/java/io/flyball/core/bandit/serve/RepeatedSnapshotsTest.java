package io.flyball.core.bandit.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.bandit.serve.ServingRules.Publishing;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A policy is published at its birth, and again when it has nothing new to tell. */
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
  void aQuietPolicyIsPublishedAgainWithANewTimeAndVersion() {
    Served served = served(QUIET);
    served.ask("1", 1000);
    served.until(2100);
    assertThat(times(served)).containsExactly(1000L, 1500L, 2000L);
    assertThat(served.snapshots).extracting(Snapshot::version).containsExactly(1L, 2L, 3L);
  }

  @Test
  void whatWasPublishedForItsOwnSakeIsNotRepeatedTooSoon() {
    Served served = served(new Publishing(1, INTERVAL, 0, 1, 4));
    served.ask("1", 1000);
    served.until(1300);
    served.ask("2", 1300);
    served.until(1900);
    assertThat(times(served)).startsWith(1000L, 1300L, 1800L).doesNotContain(1500L);
  }

  @Test
  void theNewestEventIsTheTimeWhenEventTimeIsBehind() {
    Served served = served(QUIET);
    served.ask("1", 1000);
    served.ask("2", 5000);
    served.until(1500);
    assertThat(times(served)).containsExactly(1000L, 5000L);
  }

  @Test
  void aPolicyThatNobodyAsksIsLeftAloneAfterAWhileAndComesBackAtOnce() {
    Served served = served(QUIET);
    served.ask("1", 0);
    served.until(120 * INTERVAL);
    int repeated = served.snapshots.size();
    assertThat(repeated).isEqualTo(121);
    served.until(10_000 * INTERVAL);
    assertThat(served.snapshots).hasSize(repeated);
    served.ask("2", 10_000 * INTERVAL);
    assertThat(times(served)).hasSize(repeated + 1).endsWith(10_000 * INTERVAL);
    served.until(10_001 * INTERVAL);
    assertThat(served.snapshots).hasSize(repeated + 2);
  }

  @Test
  void theEndOfTheInputIsNoTimeThatPasses() {
    Served served = served(QUIET);
    served.ask("1", 1000);
    served.end();
    assertThat(times(served)).containsExactly(1000L);
  }

  @Test
  void whereNothingIsPublishedNothingIsRepeated() {
    for (Publishing never :
        List.of(new Publishing(0, INTERVAL, 0, 1, 4), new Publishing(1000, 0, 0, 1, 4))) {
      Served served = served(never);
      served.ask("1", 1000);
      served.until(5000);
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
    served.until(before.time() + 10 * INTERVAL);
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
