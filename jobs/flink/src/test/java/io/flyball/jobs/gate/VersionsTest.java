package io.flyball.jobs.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.record.Alert;
import io.flyball.core.record.ControlUpdate;
import io.flyball.jobs.harness.Subtasks;
import io.flyball.jobs.harness.Trial;
import io.flyball.jobs.harness.Trial.Outcome;
import io.flyball.jobs.harness.Trial.Step;
import io.flyball.jobs.runtime.ControlRecord;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** From which event time a version of the rules holds. */
class VersionsTest {
  private static final long NOON = Fixtures.NOON;
  private static final String RULES = "{risks: {reversible: {miss: 4, block: 1}}}";

  private static Step<ControlRecord> update(long version, long at, String... pairs) {
    Map<String, String> parameters =
        pairs.length == 0 ? Map.of() : Map.of(pairs[0], pairs[1], "rules", RULES);
    return new Step<>(Fixtures.control(version, at, parameters), NOON + at);
  }

  private static Step<ControlRecord> reached(long at) {
    return new Step<>(null, NOON + at);
  }

  private static RulesVersion version(long version, long from) {
    return new RulesVersion(version, NOON + from, false, "");
  }

  private static List<RulesVersion> play(List<Step<ControlRecord>> steps) throws Exception {
    try (Subtasks<ControlRecord, RulesVersion> versions =
        new Subtasks<>(Operators.versions(), 1, false)) {
      for (Step<ControlRecord> step : steps) {
        if (step.record() == null) {
          versions.watermark(step.time());
        } else {
          versions.send(step.record(), step.time());
        }
      }
      return versions.main();
    }
  }

  @Test
  void anUpdateInTimeHoldsFromItsTime() throws Exception {
    assertThat(play(List.of(reached(100), update(1, 500)))).containsExactly(version(1, 500));
  }

  @Test
  void anUpdateThatComesTooLateHoldsFromTheFirstTimeThatNobodyHasReached() throws Exception {
    assertThat(play(List.of(reached(900), update(1, 500)))).containsExactly(version(1, 901));
    RulesVersion last = play(List.of(new Step<>(null, Long.MAX_VALUE), update(1, 500))).get(0);
    assertThat(last.from()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void anUpdateSaysFromWhen() throws Exception {
    String later = java.time.Instant.ofEpochMilli(NOON + 7_000).toString();
    assertThat(play(List.of(reached(100), update(1, 500, "from", later))))
        .containsExactly(new RulesVersion(1, NOON + 7_000, false, RULES));
  }

  @Test
  void aNewVersionNeverHoldsBeforeTheOneBeforeIt() throws Exception {
    assertThat(play(List.of(update(1, 5_000), update(2, 500))))
        .containsExactly(version(1, 5_000), version(2, 5_000));
  }

  @Test
  void whatIsRepeatedOrOlderSaysNothing() throws Exception {
    assertThat(play(List.of(update(3, 0), update(3, 0), update(2, 0), update(4, 0))))
        .extracting(RulesVersion::version)
        .containsExactly(3L, 4L);
  }

  @Test
  void anUpdateForAnotherJobSaysNothing() throws Exception {
    ControlRecord given = Fixtures.control(1, 0, Map.of());
    ControlRecord other =
        new ControlRecord(given.raw(), new ControlUpdate("bandit", 1, NOON, Map.of(), null), null);
    assertThat(play(List.of(new Step<>(other, NOON), update(1, 0)))).hasSize(1);
  }

  @Test
  void aFaultyUpdateIsToldAndItsNumberIsFree() throws Exception {
    try (Subtasks<ControlRecord, RulesVersion> versions =
        new Subtasks<>(Operators.versions(), 1, false)) {
      versions.send(update(1, 0, "shadow", "perhaps").record(), NOON);
      assertThat(versions.main()).isEmpty();
      assertThat(versions.side(VersionsFunction.ALERTS))
          .extracting(Alert::kind)
          .containsExactly("CONTROL_REJECTED");
      assertThat(versions.entries()).isZero();
      versions.send(update(1, 0).record(), NOON);
      assertThat(versions.main()).containsExactly(version(1, 0));
    }
  }

  @Test
  void interruptedMovedOrRescaledItTellsTheSame() throws Exception {
    List<Step<ControlRecord>> steps =
        List.of(
            update(1, 200),
            reached(100),
            update(2, 50),
            update(2, 50),
            reached(400),
            update(1, 200),
            update(3, 9_000, "shadow", "true"),
            reached(500),
            update(4, 450),
            update(3, 9_000),
            update(9, 300, "shadow", "what"),
            reached(10_000),
            update(8, 450));
    Outcome plain = Trial.play(Operators.versions(), steps, false, 1);
    assertThat(plain.outputs()).hasSize(6);
    for (int[] parallelisms : new int[][] {{1, 1, 1, 1}, {1, 2, 3}, {3, 2, 1, 2, 3, 1}}) {
      assertThat(Trial.play(Operators.versions(), steps, false, parallelisms)).isEqualTo(plain);
    }
    // The newest version is kept for ever.
    assertThat(plain.entries()).isEqualTo(1);
    assertThat(plain.timers()).isZero();
  }
}
