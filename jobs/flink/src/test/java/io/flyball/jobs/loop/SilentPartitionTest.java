package io.flyball.jobs.loop;

import static io.flyball.jobs.loop.Events.HOUR;
import static io.flyball.jobs.loop.Events.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.loop.PaneAccumulator;
import io.flyball.core.loop.PanePart;
import io.flyball.core.loop.Source;
import io.flyball.core.loop.Table;
import io.flyball.jobs.harness.Subtasks;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A partition that event time did not wait for comes back with what it had. */
class SilentPartitionTest {
  private static final LoopConfig CONFIG = Events.config("loop.detector=adwin");
  private static final long PANE = CONFIG.panes().of(NOON);

  private static PanePart part(long item) {
    PaneAccumulator tally = new PaneAccumulator();
    tally.interaction(Table.EXPOSURE, 1, item);
    return tally.toPart("all", PANE, PANE);
  }

  @Test
  void itsEventsCorrectTheWindowsThatWereTold() throws Exception {
    try (Subtasks<PanePart, MetricRow> windows =
        new Subtasks<>(Operators.windows(CONFIG), 1, false)) {
      windows.send(part(1), NOON);
      windows.watermark(NOON + 3 * HOUR);
      windows.restoreAt(2);
      windows.send(part(2), NOON);
      windows.watermark(NOON + 3 * HOUR);
      windows.watermark(NOON + 5 * HOUR);
      assertThat(windows.main())
          .filteredOn(row -> row.metric().equals("exposure.EVENTS"))
          .singleElement()
          .satisfies(
              row -> {
                assertThat(row.value()).isEqualTo(2);
                assertThat(row.revision()).isEqualTo(1);
                assertThat(row.windowStart()).isEqualTo(CONFIG.panes().start(PANE));
                assertThat(row.retracts()).endsWith("/0");
              });
    }
  }

  @Test
  void itsEventsAreLeftOutByTheDetectorsAndCounted() throws Exception {
    try (Subtasks<SignalBundle, Finding> detectors =
        new Subtasks<>(Operators.detectors(CONFIG), 1, false)) {
      detectors.send(bundle(NOON, NOON + 9), NOON);
      detectors.watermark(NOON + 5);
      detectors.send(bundle(NOON + 5, NOON + 6), NOON);
      detectors.watermark(NOON + 9);
      assertThat(detectors.counts()).containsExactly(Map.entry("LATE_FOR_DETECTORS", 1L));
      detectors.watermark(NOON + 100 * HOUR);
      assertThat(detectors.entries()).isZero();
    }
  }

  private static SignalBundle bundle(long... times) {
    BundleBuilder bundle = new BundleBuilder();
    for (long time : times) {
      bundle.add(BundleBuilder.kind(BundleBuilder.TAKEN, Source.HUMAN), time, time, 1, 2, 3);
    }
    return bundle.build("all");
  }
}
