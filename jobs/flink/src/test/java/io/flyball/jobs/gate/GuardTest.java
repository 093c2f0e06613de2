package io.flyball.jobs.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.random.Draws;
import io.flyball.core.record.Alert;
import io.flyball.jobs.harness.Subtasks;
import io.flyball.jobs.harness.Trial;
import io.flyball.jobs.harness.Trial.Outcome;
import io.flyball.jobs.harness.Trial.Step;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which version of the rules is in force, as the operator tells it. */
class GuardTest {
  private static final long SECOND = 1_000;
  private static final GateConfig CONFIG = Fixtures.config();

  private static GuardEvent version(long version, long from, boolean shadow) {
    return new GuardEvent(new RulesVersion(version, from, shadow, "{}"), null);
  }

  /** An action proposed and scored at one time, right; each version lets it run or not. */
  private static GuardEvent right(long time, List<Long> versions, Boolean... executed) {
    return new GuardEvent(
        null, new Scored("a" + time, time, time, true, versions, List.of(executed)));
  }

  /** A hundred right verdicts, then version 7, whose verdicts are all wrong. */
  private static List<GuardEvent> harmful() {
    List<GuardEvent> events = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      events.add(right(i * SECOND, List.of(0L), true));
    }
    events.add(version(7, 100 * SECOND, false));
    for (int i = 100; i < 140; i++) {
      events.add(right(i * SECOND, List.of(7L, 0L), false, true));
    }
    return events;
  }

  private static List<Step<GuardEvent>> steps(List<GuardEvent> events, long bound) {
    return Trial.steps(events, GuardEvent::time, bound);
  }

  /**
   * The mean after k wrong verdicts is .98^k. It is more than .05 below 1 from k = 3 on, so the
   * 25th time is k = 27: the outcome of 126 s.
   */
  @Test
  void theTwentySeventhWrongVerdictRollsTheRulesBack() throws Exception {
    try (Subtasks<GuardEvent, InForce> guard = new Subtasks<>(Operators.guard(CONFIG), 1, false)) {
      for (GuardEvent event : harmful()) {
        guard.send(event, event.time());
      }
      guard.watermark(126 * SECOND - 1);
      assertThat(guard.main()).containsExactly(new InForce(100 * SECOND, 7));
      guard.watermark(126 * SECOND);
      assertThat(guard.main())
          .containsExactly(new InForce(100 * SECOND, 7), new InForce(126 * SECOND + 1, 0));
      guard.watermark(Long.MAX_VALUE);
      assertThat(guard.main()).hasSize(2);
      List<Alert> alerts = guard.side(GuardFunction.ALERTS);
      assertThat(alerts)
          .extracting(Alert::kind)
          .containsExactly("RULE_ROLLED_BACK", "RULES_COMPARED", "RULES_COMPARED");
      assertThat(alerts.get(0).values())
          .containsEntry("baseline", 1.0)
          .containsEntry("mean", alerts.get(0).values().get("mean"));
      assertThat(alerts.get(0).values().get("mean"))
          .isCloseTo(Math.pow(.98, 27), org.assertj.core.data.Offset.offset(1e-12));
      // 27 that 7 blocked and 0 would have run, then 13 that 0 ran and 7 would have blocked.
      assertThat(alerts.get(1).values())
          .containsEntry("version", 0.0)
          .containsEntry("actions", 27.0)
          .containsEntry("blocked", 27.0)
          .containsEntry("blockedRight", 27.0)
          .containsEntry("ran", 0.0);
      assertThat(alerts.get(2).values())
          .containsEntry("version", 7.0)
          .containsEntry("actions", 13.0)
          .containsEntry("ran", 13.0)
          .containsEntry("ranRight", 13.0)
          .containsEntry("blocked", 0.0);
      // What was in force when is kept for ever; nothing waits.
      assertThat(guard.entries()).isEqualTo(1);
      assertThat(guard.timers()).isZero();
    }
  }

  @Test
  void aShadowIsNeverInForce() throws Exception {
    List<GuardEvent> events = new ArrayList<>();
    events.add(version(3, 0, true));
    for (int i = 0; i < 60; i++) {
      events.add(right(i * SECOND, List.of(3L, 0L), false, true));
    }
    Outcome outcome = Trial.play(Operators.guard(CONFIG), steps(events, 0), false, 1);
    assertThat(outcome.outputs()).singleElement().asString().contains("RULES_COMPARED");
  }

  @Test
  void anActionThatWasNotJudgedByWhatIsInForceSaysNothing() throws Exception {
    List<GuardEvent> events = List.of(right(1, List.of(9L, 8L), false, true));
    Outcome outcome = Trial.play(Operators.guard(CONFIG), steps(events, 0), false, 1);
    assertThat(outcome.outputs()).isEmpty();
  }

  /** Drawn outcomes, out of order by less than the watermark waits, and three versions. */
  private static List<GuardEvent> drawn() {
    List<GuardEvent> events = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      long time = i * SECOND / 4 * 4;
      List<Long> live = i < 150 ? List.of(0L) : i < 350 ? List.of(4L, 0L) : List.of(6L, 4L, 0L);
      List<Boolean> executed = new ArrayList<>();
      boolean right = Draws.uniform(1, i, 0) < .8;
      for (long version : live) {
        double accuracy = version == 0 ? .9 : version == 4 ? .3 : .6;
        executed.add(Draws.uniform(2, i, version) < accuracy == right);
      }
      long proposed = Math.max(0, time - (long) (Draws.uniform(3, i, 0) * 3 * SECOND));
      events.add(new GuardEvent(null, new Scored("a" + i, time, proposed, right, live, executed)));
    }
    events.add(150, version(4, 150 * SECOND, false));
    events.add(260, version(5, 260 * SECOND, true));
    events.add(352, version(6, 350 * SECOND, false));
    for (int i = 0; i + 2 < events.size(); i += 3) {
      events.add(i, events.remove(i + 2));
    }
    return events;
  }

  @Test
  void interruptedMovedOrRescaledItTellsTheSame() throws Exception {
    List<Step<GuardEvent>> steps = steps(drawn(), 5 * SECOND);
    Outcome plain = Trial.play(Operators.guard(CONFIG), steps, false, 1);
    assertThat(plain.outputs())
        .anyMatch(line -> line.contains("RULE_ROLLED_BACK"))
        .anyMatch(line -> line.contains("RULES_COMPARED"))
        .anyMatch(line -> line.contains("version=6"));
    assertThat(Trial.play(Operators.guard(CONFIG), steps, false, 1, 1, 1)).isEqualTo(plain);
    assertThat(Trial.play(Operators.guard(CONFIG), steps, false, 1, 2, 3)).isEqualTo(plain);
    assertThat(plain.entries()).isEqualTo(1);
    assertThat(plain.timers()).isZero();
  }

  @Test
  void theOrderOfArrivalChangesNothing() throws Exception {
    List<GuardEvent> sorted = new ArrayList<>(drawn());
    sorted.sort(java.util.Comparator.comparingLong(GuardEvent::time));
    assertThat(Trial.play(Operators.guard(CONFIG), steps(sorted, 5 * SECOND), false, 1))
        .isEqualTo(Trial.play(Operators.guard(CONFIG), steps(drawn(), 5 * SECOND), false, 1));
  }

  /** More versions than are remembered: the newest counts, and the state stays small. */
  @Test
  void aHundredVersionsLeaveOneEntry() throws Exception {
    List<GuardEvent> events = new ArrayList<>();
    for (int v = 1; v <= 100; v++) {
      events.add(version(v, v * SECOND, false));
      events.add(right(v * SECOND, List.of((long) v, 0L), true, true));
    }
    Outcome plain = Trial.play(Operators.guard(CONFIG), steps(events, 0), false, 1);
    assertThat(Trial.play(Operators.guard(CONFIG), steps(events, 0), false, 1, 2, 3))
        .isEqualTo(plain);
    assertThat(plain.outputs()).filteredOn(line -> line.startsWith("InForce")).hasSize(100);
    assertThat(plain.entries()).isEqualTo(1);
    assertThat(plain.timers()).isZero();
  }
}
