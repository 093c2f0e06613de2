package io.flyball.jobs.gate;

import io.flyball.core.gate.RollbackGuard;
import io.flyball.core.record.Alert;
import io.flyball.jobs.runtime.DueRecords;
import io.flyball.jobs.runtime.PackedValue;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Which version of the rules is in force from when on: the newest that is not in shadow, unless the
 * share of right verdicts drops under it; then the one before it. There is one of it; it takes
 * outcomes in the order of event time, and the choice of verdicts waits for it.
 */
final class GuardFunction extends KeyedProcessFunction<String, GuardEvent, InForce> {
  private static final long serialVersionUID = 1;

  static final OutputTag<Alert> ALERTS =
      new OutputTag<>("guard-alerts", TypeInformation.of(Alert.class));

  private final GateConfig config;
  private final long report;
  private transient RollbackGuard.Config guard;
  private transient DueRecords<GuardEvent> waiting;
  private transient ValueState<byte[]> memories;

  GuardFunction(GateConfig config) {
    this.config = config;
    this.report = config.guard().report().toMillis();
  }

  @Override
  public void open(OpenContext context) {
    guard = config.guard().guard();
    waiting = new DueRecords<>(getRuntimeContext(), "outcomes", GuardEvent.class, GuardEvent.ORDER);
    memories = PackedValue.of(getRuntimeContext(), "guard");
  }

  @Override
  public void processElement(GuardEvent event, Context context, Collector<InForce> out) {
    waiting.keep(event.time(), event, context.timerService());
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<InForce> out) throws Exception {
    GuardMemory memory = GuardMemory.of(memories.value(), guard);
    if (memory.report == time) {
      report(memory, context);
    }
    List<GuardEvent> due = waiting.take(time);
    for (GuardEvent event : due) {
      if (event.version() != null) {
        activate(event.version(), memory, out);
      } else {
        score(event.scored(), time, memory, context, out);
      }
    }
    if (!memory.differences.isEmpty() && memory.report == Long.MIN_VALUE) {
      memory.report = Math.floorDiv(time, report) * report + report;
      context.timerService().registerEventTimeTimer(memory.report);
    }
    memory.trim();
    memories.update(memory.toBytes());
  }

  private static void activate(RulesVersion version, GuardMemory memory, Collector<InForce> out) {
    memory.versions.put(version.version(), version);
    if (!version.shadow()) {
      memory.inForce.put(version.from(), version.version());
      memory.guard.changed();
      out.collect(new InForce(version.from(), version.version()));
    }
  }

  private static void score(
      Scored scored, long time, GuardMemory memory, Context context, Collector<InForce> out) {
    long inForce = memory.at(scored.proposed());
    int by = scored.versions().indexOf(inForce);
    if (by < 0) {
      return;
    }
    boolean ran = scored.executed().get(by);
    for (int i = 0; i < scored.versions().size(); i++) {
      if (i != by) {
        compare(ran, scored.executed().get(i), scored, scored.versions().get(i), memory);
      }
    }
    long now = memory.at(time);
    boolean drops = memory.guard.add(ran == scored.right() ? 1 : 0);
    long before = memory.before(time);
    if (drops && before != now && memory.isLive(before, time)) {
      memory.inForce.put(time + 1, before);
      context.output(ALERTS, GateAlerts.rolledBack(time, now, before, memory.guard));
      out.collect(new InForce(time + 1, before));
    }
  }

  private static void compare(
      boolean ran, boolean runs, Scored scored, long version, GuardMemory memory) {
    GuardMemory.Difference d =
        memory.differences.computeIfAbsent(version, v -> new GuardMemory.Difference());
    d.actions++;
    if (ran && !runs) {
      d.ran++;
      d.ranRight += scored.right() ? 1 : 0;
    } else if (!ran && runs) {
      d.blocked++;
      d.blockedRight += scored.right() ? 1 : 0;
    }
  }

  private void report(GuardMemory memory, Context context) {
    long end = memory.report;
    long inForce = memory.at(end - 1);
    memory.differences.forEach(
        (version, difference) ->
            context.output(
                ALERTS, GateAlerts.compared(end - report, end, inForce, version, difference)));
    memory.differences.clear();
    memory.report = Long.MIN_VALUE;
  }
}
