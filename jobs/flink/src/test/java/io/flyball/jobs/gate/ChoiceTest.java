package io.flyball.jobs.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.random.Draws;
import io.flyball.jobs.harness.Subtasks;
import io.flyball.jobs.harness.Trial.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of the verdicts on an action under several versions of the rules, one passes. */
class ChoiceTest {
  private static VerdictRow row(
      String action, long proposed, long time, long version, boolean alone) {
    return new VerdictRow(
        action, time, "s", "t", 1, "r", "BLOCK", "JUDGED", .5, .8, List.of(), "", "", version,
        proposed, alone);
  }

  private static void tell(Subtasks<VerdictRow, VerdictRow> choice, InForce inForce)
      throws Exception {
    for (int i = 0; i < choice.size(); i++) {
      Operators.inlets(choice, i).processBroadcastElement(inForce, inForce.from());
    }
  }

  private static Subtasks<VerdictRow, VerdictRow> choice() throws Exception {
    return new Subtasks<>(Operators.choice(), 1, false);
  }

  @Test
  void aVerdictWithoutARivalPassesAtOnce() throws Exception {
    try (var choice = choice()) {
      choice.send(row("a", 0, 10, 0, true), 10);
      assertThat(choice.main()).hasSize(1);
      assertThat(choice.entries()).isZero();
    }
  }

  @Test
  void theVersionInForceWhenTheActionWasProposedDecides() throws Exception {
    try (var choice = choice()) {
      tell(choice, new InForce(100, 3));
      tell(choice, new InForce(200, 0));
      // Again, and out of order.
      tell(choice, new InForce(100, 3));
      for (long proposed : new long[] {99, 100, 199, 200}) {
        for (long version : new long[] {0, 3}) {
          choice.send(row("a" + proposed, proposed, 300, version, false), 300);
        }
      }
      choice.watermark(299);
      assertThat(choice.main()).isEmpty();
      choice.watermark(300);
      assertThat(choice.main())
          .extracting(r -> r.action() + " " + r.rulesVersion())
          .containsExactlyInAnyOrder("a99 0", "a100 3", "a199 3", "a200 0");
      assertThat(choice.counts()).containsEntry("VERDICTS", 4L);
      assertThat(choice.entries()).isZero();
      assertThat(choice.timers()).isZero();
    }
  }

  @Test
  void aVerdictWaitsUntilTheGuardHasComeAsFar() throws Exception {
    try (var choice = choice()) {
      choice.send(row("a", 50, 60, 0, false), 60);
      choice.send(row("a", 50, 60, 2, false), 60);
      Operators.inlets(choice, 0).processWatermark(1_000);
      assertThat(choice.main()).isEmpty();
      Operators.inlets(choice, 0).processBroadcastWatermark(59);
      assertThat(choice.main()).isEmpty();
      tell(choice, new InForce(50, 2));
      Operators.inlets(choice, 0).processBroadcastWatermark(60);
      assertThat(choice.main()).extracting(VerdictRow::rulesVersion).containsExactly(2L);
    }
  }

  /** Plays rows and changes by turns, an equal share of them at each parallelism. */
  private static Outcome play(List<Object> all, int... parallelisms) throws Exception {
    try (var choice = new Subtasks<>(Operators.choice(), parallelisms[0], false)) {
      int next = 0;
      long newest = 0;
      for (int stage = 0; stage < parallelisms.length; stage++) {
        if (stage > 0) {
          choice.restoreAt(parallelisms[stage]);
        }
        for (; next < (stage + 1) * all.size() / parallelisms.length; next++) {
          if (all.get(next) instanceof InForce inForce) {
            tell(choice, inForce);
          } else {
            VerdictRow row = (VerdictRow) all.get(next);
            choice.send(row, row.time());
            newest = Math.max(newest, row.time());
            choice.watermark(newest - 3_000);
          }
        }
      }
      choice.watermark(Long.MAX_VALUE);
      return new Outcome(choice.outputs(), choice.counts(), choice.entries(), choice.timers());
    }
  }

  private static List<Object> drawn() {
    List<Object> all = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      long proposed = i * 500L;
      long time = proposed + (long) (Draws.uniform(1, i, 0) * 2_500);
      for (long version = 0; version <= i / 60; version++) {
        all.add(row("a" + i, proposed, time, version, i < 60));
      }
      if (i % 60 == 45) {
        // Known before event time gets there, as the guard sees to it.
        all.add(new InForce((i + 15) * 500L, i / 60 + 1));
      }
    }
    return all;
  }

  @Test
  void interruptedMovedOrRescaledOneVerdictPassesAndItIsTheSame() throws Exception {
    Outcome plain = play(drawn(), 1);
    assertThat(plain.outputs()).hasSize(300).anyMatch(line -> line.contains("rulesVersion=4"));
    for (int i = 0; i < 300; i++) {
      String of = "action=a" + i + ",";
      String version = "rulesVersion=" + i / 60;
      assertThat(plain.outputs())
          .filteredOn(line -> line.contains(of))
          .singleElement()
          .asString()
          .contains(version);
    }
    assertThat(plain.entries()).isZero();
    assertThat(plain.timers()).isZero();
    for (int[] parallelisms : new int[][] {{1, 1, 1}, {1, 2, 3}, {3, 2, 1, 4}}) {
      Outcome other = play(drawn(), parallelisms);
      assertThat(other.outputs()).isEqualTo(plain.outputs());
      assertThat(other.counts()).isEqualTo(plain.counts());
      assertThat(other.entries() + other.timers()).isZero();
    }
  }

  /** Repeated changes and more of them than are remembered. */
  @Test
  void aThousandChangesForgetOnlyTheOldest() throws Exception {
    try (var choice = choice()) {
      for (long version = 1; version <= 1_000; version++) {
        tell(choice, new InForce(version * 10, version));
        tell(choice, new InForce(version * 10, version));
      }
      for (long version : new long[] {999, 1_000}) {
        choice.send(row("a", 9_995, 10_001, version, false), 10_001);
      }
      choice.watermark(Long.MAX_VALUE);
      assertThat(choice.main()).extracting(VerdictRow::rulesVersion).containsExactly(999L);
    }
  }
}
