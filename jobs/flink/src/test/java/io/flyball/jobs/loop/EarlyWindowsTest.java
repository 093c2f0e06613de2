package io.flyball.jobs.loop;

import static io.flyball.jobs.loop.Events.HOUR;
import static io.flyball.jobs.loop.Events.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.loop.PaneAccumulator;
import io.flyball.core.loop.PanePart;
import io.flyball.core.loop.Table;
import io.flyball.jobs.harness.Subtasks;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Windows that are still open are reported by the clock, and change nothing of what follows. */
class EarlyWindowsTest {
  private static final long FIRST = Events.NOON / HOUR;
  private static final long TICK = 5_000;

  private static PanePart shown(long pane, long... items) {
    PaneAccumulator tally = new PaneAccumulator();
    for (long item : items) {
      tally.interaction(Table.EXPOSURE, item % 3, item);
    }
    return tally.toPart("all", pane, pane);
  }

  private static Subtasks<PanePart, MetricRow> windows(String early) throws Exception {
    return new Subtasks<>(Operators.windows(Events.config("loop.early=" + early)), 1, false);
  }

  private static void clock(Subtasks<?, ?> windows, long time) throws Exception {
    windows.get(0).harness().setProcessingTime(time);
  }

  private static List<MetricRow> early(Subtasks<PanePart, MetricRow> windows) {
    return windows.side(WindowFunction.EARLY).stream()
        .filter(row -> row.metric().equals("exposure.GINI_OVER_N"))
        .toList();
  }

  /** Sends three panes of which event time passes the first; returns what windows reported. */
  private static List<MetricRow> threePanes(String early) throws Exception {
    try (Subtasks<PanePart, MetricRow> windows = windows(early)) {
      windows.send(shown(FIRST, 1, 2, 2), 0);
      clock(windows, TICK);
      windows.send(shown(FIRST, 3, 3, 3), 0);
      windows.send(shown(FIRST + 1, 4), 0);
      windows.watermark((FIRST + 1) * HOUR + MINUTE);
      clock(windows, 2 * TICK);
      windows.send(shown(FIRST + 2, 5, 5, 6), 0);
      windows.watermark(Long.MAX_VALUE);
      clock(windows, 10 * TICK);
      assertThat(windows.entries()).isZero();
      assertThat(windows.timers()).isZero();
      return windows.main();
    }
  }

  @Test
  void anOpenWindowIsReportedFromWhatItHas() throws Exception {
    try (Subtasks<PanePart, MetricRow> windows = windows("5 s")) {
      windows.send(shown(FIRST, 1, 2, 2), 0);
      assertThat(early(windows)).isEmpty();
      clock(windows, TICK);
      assertThat(early(windows))
          .singleElement()
          .satisfies(
              row -> {
                assertThat(row.complete()).isFalse();
                assertThat(row.id()).endsWith("/0/early");
                assertThat(row.windowStart()).isEqualTo(FIRST * HOUR);
                assertThat(row.events()).isEqualTo(3);
              });

      clock(windows, 2 * TICK);
      assertThat(early(windows)).as("nothing came since").hasSize(1);

      windows.send(shown(FIRST, 3), 0);
      clock(windows, 3 * TICK);
      assertThat(early(windows)).extracting(MetricRow::events).containsExactly(3L, 4L);
      assertThat(windows.main()).isEmpty();
    }
  }

  @Test
  void aWindowThatEventTimeHasPassedIsNotReportedEarly() throws Exception {
    try (Subtasks<PanePart, MetricRow> windows = windows("5 s")) {
      windows.send(shown(FIRST, 1), 0);
      windows.send(shown(FIRST + 1, 1), 0);
      windows.watermark((FIRST + 1) * HOUR);
      clock(windows, TICK);
      assertThat(early(windows))
          .extracting(MetricRow::windowStart)
          .containsExactly((FIRST + 1) * HOUR);
    }
  }

  @Test
  void theNewestOfManyComeFirstAndTheOthersAtTheNextTicks() throws Exception {
    try (Subtasks<PanePart, MetricRow> windows = windows("5 s")) {
      int panes = OpenWindows.AT_ONCE + 2;
      for (int i = 0; i < panes; i++) {
        windows.send(shown(FIRST + i, 1), 0);
      }
      clock(windows, TICK);
      assertThat(early(windows)).hasSize(OpenWindows.AT_ONCE);
      assertThat(early(windows).get(0).windowStart()).isEqualTo((FIRST + 2) * HOUR);
      clock(windows, 2 * TICK);
      assertThat(early(windows)).hasSize(panes);
    }
  }

  @Test
  void whatIsReportedInTheEndIsTheSameWithAndWithoutEarlyReports() throws Exception {
    assertThat(threePanes("5 s")).isEqualTo(threePanes("0 s")).isNotEmpty();
  }
}
