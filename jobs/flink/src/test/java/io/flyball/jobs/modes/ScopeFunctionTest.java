package io.flyball.jobs.modes;

import static io.flyball.jobs.modes.Fixtures.MINUTE;
import static io.flyball.jobs.modes.Fixtures.NOON;
import static io.flyball.jobs.modes.Fixtures.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.record.Alert;
import io.flyball.jobs.harness.Subtasks;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScopeFunctionTest {
  private static final long DAY = 24 * 60 * MINUTE;

  private record Counted(List<DiversityRow> rows, List<Alert> alerts) {}

  private static Counted count(ModesConfig config, List<ScopeEvent> events) throws Exception {
    try (Subtasks<ScopeEvent, DiversityRow> scopes =
        new Subtasks<>(Operators.scopes(config), 1, false)) {
      for (ScopeEvent event : events) {
        scopes.send(event, event.time());
      }
      scopes.watermark(Long.MAX_VALUE);
      return new Counted(scopes.main(), scopes.side(ScopeFunction.ALERTS));
    }
  }

  private static ScopeEvent attempt(long at, String context, int mode, boolean success) {
    return new ScopeEvent("policy/v1", NOON + at, context, mode, success, 0, 0, "x");
  }

  private static ScopeEvent pair(long at, double drive, double response) {
    return new ScopeEvent("segment/s", NOON + at, "", -1, false, drive, response, "p" + at);
  }

  @Test
  void attemptsWithoutASuccessHaveNoDiversity() throws Exception {
    Counted none = count(config(), List.of(attempt(0, "", 1, false)));
    assertThat(none.rows())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.attempts()).isEqualTo(1);
              assertThat(row.successes()).isZero();
              assertThat(row.entropy()).isNull();
              assertThat(row.effectiveModes()).isNull();
              assertThat(row.scores()).isEmpty();
            });
  }

  /** Two contexts (.5, .5, 0, 0) and (1, 0, 0, 0) of four modes: conditional entropy .25. */
  @Test
  void contextsAreCountedByThemselves() throws Exception {
    ModesConfig config = config("modes.modes=4", "modes.diversity.corrected=false");
    Counted two =
        count(
            config,
            List.of(
                attempt(0, "a", 0, true),
                attempt(1, "a", 1, true),
                attempt(2, "b", 0, true),
                attempt(3, "b", 0, true)));
    assertThat(two.rows())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.conditionalEntropy()).isEqualTo(.25, within(1e-9));
              assertThat(row.entropy()).isEqualTo(.811278124459 / 2, within(1e-9));
              assertThat(row.effectiveModes())
                  .isEqualTo(Math.pow(4, .811278124459 / 2), within(1e-9));
              assertThat(row.scores()).containsEntry("even", .625);
            });
  }

  @Test
  void aFallOfTheEntropyIsAnAlertOnceAndADivergence() throws Exception {
    List<ScopeEvent> days = new ArrayList<>();
    for (int day = 0; day < 4; day++) {
      for (int i = 0; i < 120; i++) {
        days.add(attempt(day * DAY + i * 1_000L, "", day < 2 ? i % 6 : 0, true));
      }
    }
    Counted all = count(config(), days);
    assertThat(all.alerts())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.kind()).isEqualTo("DIVERSITY_LOST");
              assertThat(alert.values()).containsEntry("entropy", 0.0).containsEntry("before", 1.0);
            });
    assertThat(all.rows().get(0).divergence()).isNull();
    assertThat(all.rows().get(1).divergence()).isEqualTo(0, within(1e-9));
    assertThat(all.rows().get(2).divergence()).isEqualTo(1, within(.01));
  }

  /** x = 1 / (1 + exp(-(u + w x - w / 2))), followed slowly: w = 8 folds, w = 3 does not. */
  private static List<ScopeEvent> sweep(double feedback) {
    List<ScopeEvent> pairs = new ArrayList<>();
    double x = .02;
    for (int step = 0; step < 640; step++) {
      double u = step < 320 ? -4 + step * .025 : 4 - (step - 320) * .025;
      for (int relax = 0; relax < 200; relax++) {
        x = 1 / (1 + Math.exp(-(u + feedback * x - feedback / 2)));
      }
      pairs.add(pair(step * 1_000L, u, x));
    }
    return pairs;
  }

  @Test
  void aLoopThatFoldsIsAnAlertAndOneThatDoesNotIsNone() throws Exception {
    ModesConfig config =
        config("modes.tipping.low=-4", "modes.tipping.high=4", "modes.tipping.bins=80");
    Counted folds = count(config, sweep(8));
    assertThat(folds.alerts())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.kind()).isEqualTo("TIPPING_NEAR");
              assertThat(alert.values().get("area")).isEqualTo(2.03, within(.1));
              assertThat(alert.values().get("loopGain")).isGreaterThan(4);
            });
    Counted smooth = count(config, sweep(3));
    assertThat(smooth.alerts()).isEmpty();
    assertThat(smooth.rows().get(0).tipping().get(0).area()).isLessThan(.05);
  }
}
