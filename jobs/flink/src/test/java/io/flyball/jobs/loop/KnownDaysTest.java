package io.flyball.jobs.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.loop.IdNumber;
import io.flyball.core.loop.LoopMetric;
import io.flyball.core.loop.PaneAccumulator;
import io.flyball.core.loop.PanePart;
import io.flyball.core.loop.ScopeMetrics;
import io.flyball.core.loop.Table;
import io.flyball.jobs.harness.Subtasks;
import io.flyball.schemas.Exposure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The job's windows have the known metrics of MovieTweetings, whatever the order and the
 * parallelism.
 */
class KnownDaysTest {
  private static final String[] DAYS = {
    "loop.window=1 d",
    "loop.past=400 d",
    "loop.catalogue-size=" + RealLogs.FILMS,
    "loop.scopes=all",
    "loop.out-of-orderness=30 min"
  };

  @ParameterizedTest
  @CsvSource({"1, 186", "2, 60", "3, 60"})
  void everyDayHasItsKnownMetricsAtAnyParallelism(int parallelism, int days) throws Exception {
    List<List<Exposure>> partitions =
        RealLogs.shuffled(RealLogs.films(days), 3, 30 * Events.MINUTE, parallelism);
    LocalRun run = LocalRun.of(parallelism, partitions, List.of(), DAYS);
    assertThat(run.deadLetters()).isEmpty();
    assertThat(run.count(LoopCount.LATE)).isZero();
    assertThat(run.count(LoopCount.WINDOWS)).isEqualTo(days);
    assertKnown(run.metrics(), days);
  }

  private static void assertKnown(List<MetricRow> rows, int days) {
    Map<String, Double> found = new HashMap<>();
    rows.forEach(
        row ->
            assertThat(found.put(row.windowStart() / RealLogs.DAY + row.metric(), row.value()))
                .isNull());
    RealLogs.knownDays(days)
        .forEach(
            (day, metrics) ->
                metrics.forEach(
                    (metric, value) -> {
                      Double actual = found.get(day + "exposure." + metric);
                      // The reference writes 0 for the popularity in a past that there is not.
                      boolean noPast = metric == LoopMetric.ARP_PAST && value == 0;
                      if (Double.isNaN(value) || (noPast && Double.isNaN(actual))) {
                        assertThat(actual).as("%s of day %d", metric, day).isNaN();
                      } else {
                        assertThat(actual)
                            .as("%s of day %d", metric, day)
                            .isCloseTo(value, within(1e-12 * Math.max(1, Math.abs(value))));
                      }
                    }));
  }

  @Test
  void aRestoreInTheMiddleAtAnotherParallelismChangesNothing() throws Exception {
    int days = 30;
    LoopConfig config = Events.config(DAYS);
    List<PanePart> parts = parts(RealLogs.films(days), config.panes());
    try (Subtasks<PanePart, MetricRow> subtasks =
        new Subtasks<>(Operators.windows(config), 1, false)) {
      for (int i = 0; i < parts.size(); i++) {
        if (i == parts.size() / 2) {
          subtasks.restoreAt(3);
        }
        long time = config.panes().last(parts.get(i).pane());
        subtasks.send(parts.get(i), time);
        subtasks.watermark(time - 1);
      }
      subtasks.watermark(Long.MAX_VALUE);
      // The first half's rows were taken along by the restore, as text.
      List<String> all = subtasks.outputs();
      List<MetricRow> second = subtasks.main();
      assertThat(all)
          .hasSize(
              days
                  * second.size()
                  / (int) second.stream().map(MetricRow::windowStart).distinct().count());
      assertThat(all).doesNotHaveDuplicates();
      assertThat(subtasks.entries()).isZero();
      assertThat(subtasks.timers()).isZero();
      Map<Long, Map<LoopMetric, Double>> known = RealLogs.knownDays(days);
      for (MetricRow row : second) {
        known
            .get(row.windowStart() / RealLogs.DAY)
            .forEach(
                (metric, value) -> {
                  if (row.metric().equals("exposure." + metric)) {
                    assertThat(row.value())
                        .as(metric.name())
                        .isCloseTo(value, within(1e-12 * Math.max(1, Math.abs(value))));
                  }
                });
      }
    }
  }

  /** Parts of a hundred events, as a first stage could have sent them. */
  private static List<PanePart> parts(List<Exposure> films, Panes panes) {
    List<PanePart> parts = new ArrayList<>();
    PaneAccumulator tally = new PaneAccumulator();
    for (int i = 0; i < films.size(); i++) {
      Exposure film = films.get(i);
      long item = IdNumber.of(film.getItem());
      tally.interaction(Table.EXPOSURE, IdNumber.of(film.getUser()), item);
      tally.categories(item, ScopeMetrics.joined(film.getCategories()));
      long pane = panes.of(film.getTime().toEpochMilli());
      boolean last =
          i + 1 == films.size() || panes.of(films.get(i + 1).getTime().toEpochMilli()) != pane;
      if (last || i % 100 == 99) {
        parts.add(tally.toPart("all", pane, pane));
        tally = new PaneAccumulator();
      }
    }
    return parts;
  }
}
