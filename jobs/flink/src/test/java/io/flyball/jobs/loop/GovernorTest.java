package io.flyball.jobs.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.loop.ItemCounts;
import io.flyball.core.loop.PaneAccumulator;
import io.flyball.core.loop.PanePart;
import io.flyball.core.loop.Source;
import io.flyball.core.loop.Table;
import io.flyball.core.loop.sim.LoopSimulator;
import io.flyball.core.loop.sim.World;
import io.flyball.core.record.ControlUpdate;
import io.flyball.jobs.harness.Subtasks;
import io.flyball.jobs.runtime.ControlRecord;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import java.util.function.LongConsumer;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** The windows and the governor of the job in a closed loop: with it the loop stays in its band. */
@SuppressWarnings("try") // a harness's close names every exception
class GovernorTest {
  private static final String[] WINDOWS = {
    "loop.window=1 min", "loop.past=16 min", "loop.catalogue-size=1000"
  };

  private static KeyedBroadcastOperatorTestHarness<String, MetricRow, ControlRecord, ControlUpdate>
      governor(LoopConfig config) throws Exception {
    var harness =
        new KeyedBroadcastOperatorTestHarness<>(
            new CoBroadcastWithKeyedOperator<String, MetricRow, ControlRecord, ControlUpdate>(
                new GovernorFunction(config), List.of(SilenceFunction.CONTROL)),
            MetricRow::scope,
            Types.STRING,
            1,
            1,
            0);
    harness.open();
    return harness;
  }

  private static LoopConfig config(String... more) {
    String[] all = new String[WINDOWS.length + more.length];
    System.arraycopy(WINDOWS, 0, all, 0, WINDOWS.length);
    System.arraycopy(more, 0, all, WINDOWS.length, more.length);
    return Events.config(all);
  }

  /** Fills windows, reads the governed metric, and hands the published weight back. */
  private static void loop(LoopConfig config, int windows, Window world, DoubleConsumer demote)
      throws Exception {
    try (Subtasks<PanePart, MetricRow> first = new Subtasks<>(Operators.windows(config), 1, false);
        var second = governor(config)) {
      int seen = 0;
      for (long pane = 0; pane < windows; pane++) {
        PaneAccumulator tally = new PaneAccumulator();
        world.fill(tally);
        first.send(tally.toPart("all", pane, pane), config.panes().start(pane));
        first.watermark(config.panes().last(pane));
        List<MetricRow> rows = first.main();
        for (MetricRow row : rows.subList(seen, rows.size())) {
          if (row.metric().equals(config.governor().metric())) {
            second.processElement(new StreamRecord<>(row, row.windowEnd() - 1));
          }
        }
        seen = rows.size();
        List<ControlUpdate> updates = second.extractOutputValues();
        if (!updates.isEmpty()) {
          ControlUpdate newest = updates.get(updates.size() - 1);
          assertThat(newest.target()).isEqualTo("ranking/all");
          demote.accept(Double.parseDouble(newest.parameters().get("demote")));
        }
      }
    }
  }

  private interface Window {
    void fill(PaneAccumulator tally);
  }

  @Test
  void exposureConcentratesWithoutTheGovernorAndNotWithIt() throws Exception {
    assertThat(exposureGini(false)).isGreaterThan(0.55);
    assertThat(exposureGini(true)).isLessThan(0.32);
  }

  /** Exposure Gini of the last 500 slates, half of whose slots popularity took at 2,500. */
  private static double exposureGini(boolean governed) throws Exception {
    LoopSimulator simulator = new LoopSimulator(World.standard(0.5, 2_500), 7);
    LoopConfig config =
        config(
            "loop.governor.target=0.08",
            "loop.governor.dead-band=0.03",
            "loop.governor.max-weight=1");
    loop(
        config,
        44,
        tally -> {
          for (int i = 0; i < 250; i++) {
            LoopSimulator.Event event = simulator.next();
            event
                .slate()
                .forEach(item -> tally.interaction(Table.EXPOSURE, event.user() + 1, item));
          }
        },
        governed ? simulator::demote : ignored -> {});
    ItemCounts shown = new ItemCounts();
    for (int i = 0; i < 500; i++) {
      simulator.next().slate().forEach(item -> shown.add((long) item));
    }
    return shown.spectrum().giniOverN(1_000);
  }

  @Test
  void generatedContentTakesOverWithoutTheGovernorAndNotWithIt() throws Exception {
    assertThat(generatedShare(false)).isGreaterThan(0.9);
    assertThat(generatedShare(true)).isBetween(0.25, 0.35);
  }

  /** A recommender that wants ever more of it: what it shows is what it wants less the demotion. */
  private static double generatedShare(boolean governed) throws Exception {
    double[] state = {0.1, 0, 0};
    LongConsumer[] step = {n -> state[0] += 0.08 * (1 - state[0])};
    LoopConfig config =
        config(
            "loop.governor.metric=source.EXPOSURE_SHARE_GENERATED",
            "loop.governor.target=0.3",
            "loop.governor.dead-band=0.03");
    loop(
        config,
        60,
        tally -> {
          step[0].accept(1);
          state[2] = state[0] * (1 - state[1]);
          long generated = Math.round(1_000 * state[2]);
          tally.interaction(Table.EXPOSURE, 1, 1);
          tally.count(Table.SHOWN, PaneAccumulator.number(Source.GENERATED), 1, generated);
          tally.count(Table.SHOWN, PaneAccumulator.number(Source.HUMAN), 1, 1_000 - generated);
        },
        governed ? weight -> state[1] = weight : ignored -> {});
    return state[2];
  }

  @Test
  void aStoppedGovernorHoldsAndTheHighestVersionOfControlWins() throws Exception {
    LoopConfig config = config();
    try (var governor = governor(config)) {
      governor.processElement(new StreamRecord<>(row(1, 0.9)));
      governor.processBroadcastElement(control(2, "governor.on", "false"), 0);
      governor.processBroadcastElement(control(1, "governor.on", "true"), 0);
      governor.processElement(new StreamRecord<>(row(2, 0.9)));
      assertThat(governor.extractOutputValues()).hasSize(1);
      governor.processBroadcastElement(control(3, "governor.target", "0.9"), 0);
      governor.processElement(new StreamRecord<>(row(3, 0.9)));
      assertThat(governor.extractOutputValues()).as("within the dead band").hasSize(1);
      governor.processElement(new StreamRecord<>(row(4, 0.1)));
      // A correction of a window is not acted on again.
      governor.processElement(new StreamRecord<>(row(4, 0.2)));
      assertThat(governor.extractOutputValues()).hasSize(2);
      assertThat(governor.extractOutputValues().get(1).version()).isEqualTo(4 * Events.MINUTE);
      governor.processBroadcastWatermark(Long.MAX_VALUE);
      governor.processWatermark(Long.MAX_VALUE);
      var heap = (HeapKeyedStateBackend<?>) governor.getOperator().getKeyedStateBackend();
      assertThat(heap.numKeyValueStateEntries()).isZero();
      assertThat(governor.numEventTimeTimers()).isZero();
    }
  }

  private static MetricRow row(int window, double value) {
    long end = window * Events.MINUTE;
    return MetricRow.of("all", "exposure.HEAD_SHARE", end - Events.MINUTE, end, value, 0, 10, 0);
  }

  static ControlRecord control(long version, String key, String value) {
    return new ControlRecord(
        null, new ControlUpdate("loop", version, 1, Map.of(key, value), "op"), null);
  }
}
