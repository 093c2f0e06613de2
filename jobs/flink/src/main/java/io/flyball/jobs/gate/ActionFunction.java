package io.flyball.jobs.gate;

import io.flyball.jobs.runtime.Counting;
import io.flyball.jobs.runtime.DueKeys;
import io.flyball.jobs.runtime.DueRecords;
import io.flyball.jobs.runtime.PackedValue;
import io.flyball.jobs.runtime.Tally;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Plays what comes of each action in the order of event time, and lets each thing pass once: the
 * first proposal, the first answer of each critic, the first outcome. What is of an action that
 * nobody has proposed is held, and counted when it is forgotten. Proposals go out of the main
 * output, the rest of a proposed action beside it, and what an outcome shows of critics and risk
 * classes as judgements.
 *
 * <p>State: the records that wait, {@link ActionMemory} until {@code gate.keep} after the last, and
 * when it is looked at to be forgotten.
 */
final class ActionFunction extends KeyedProcessFunction<String, ActionEvent, ActionEvent>
    implements Counting {
  private static final long serialVersionUID = 1;

  static final OutputTag<ActionEvent> REST =
      new OutputTag<>("rest", TypeInformation.of(ActionEvent.class));
  static final OutputTag<Judgement> JUDGEMENTS =
      new OutputTag<>("judgements", TypeInformation.of(Judgement.class));

  /** Into how many stretches the time until an action is forgotten is rounded. */
  static final int STRETCHES = 16;

  private final long keep;
  private final Tally tally = new Tally(GateTopology.JOB);
  private transient DueRecords<ActionEvent> waiting;
  private transient ValueState<byte[]> memories;
  private transient DueKeys due;
  private transient DueKeys.KeySwitch keys;
  private transient DataOutputSerializer packed;
  private transient DataInputDeserializer unpacked;

  ActionFunction(GateConfig config) {
    this.keep = config.keep().toMillis();
  }

  @Override
  public Tally tally() {
    return tally;
  }

  /** Call before {@link #open}. */
  void switchKeysBy(DueKeys.KeySwitch keys) {
    this.keys = keys;
  }

  @Override
  public void open(OpenContext context) {
    waiting =
        new DueRecords<>(getRuntimeContext(), "waiting", ActionEvent.class, ActionEvent.ORDER);
    memories = PackedValue.of(getRuntimeContext(), "action");
    due = new DueKeys(getRuntimeContext(), "due", keep / STRETCHES, keys);
    packed = new DataOutputSerializer(256);
    unpacked = new DataInputDeserializer();
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    Counting.super.snapshotState(context);
    due.flush();
  }

  @Override
  public void processElement(ActionEvent event, Context context, Collector<ActionEvent> out) {
    tally.add(GateCount.WAITING, 1);
    waiting.keep(event.time(), event, context.timerService());
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<ActionEvent> out)
      throws Exception {
    String key = context.getCurrentKey();
    // An action may be named like a bucket.
    if (DueKeys.isBucket(key)) {
      for (String action : due.take(key, time)) {
        keys.to(action);
        forget(action, time, context.timerService());
      }
      keys.to(key);
    }
    List<ActionEvent> events = waiting.take(time);
    if (events.isEmpty()) {
      forget(key, time, context.timerService());
      return;
    }
    ActionMemory memory = ActionMemory.of(memories.value(), unpacked);
    if (memory.last != Long.MIN_VALUE && memory.last + keep < time) {
      long noted = memory.noted;
      orphans(memory);
      memory = new ActionMemory();
      memory.noted = noted;
    }
    for (ActionEvent event : events) {
      tally.add(GateCount.WAITING, -1);
      switch (event.kind()) {
        case PROPOSAL -> propose(event, memory, context, out);
        case CRITIQUE -> critique(event, memory, context);
        case OUTCOME -> outcome(event, memory, context);
      }
    }
    memory.last = Math.max(memory.last, time);
    if (memory.noted == Long.MIN_VALUE) {
      note(key, memory, context.timerService());
    }
    memories.update(memory.toBytes(packed));
  }

  private void note(String action, ActionMemory memory, TimerService timers) throws Exception {
    memory.noted = memory.last + keep;
    due.note(action, memory.noted, timers);
  }

  /** Clears the current action, or looks again where something came of it since. */
  private void forget(String action, long time, TimerService timers) throws Exception {
    byte[] bytes = memories.value();
    if (bytes == null) {
      return;
    }
    ActionMemory memory = ActionMemory.of(bytes, unpacked);
    if (memory.last + keep <= time) {
      orphans(memory);
      memories.clear();
    } else {
      note(action, memory, timers);
      memories.update(memory.toBytes(packed));
    }
  }

  private void orphans(ActionMemory memory) {
    tally.add(GateCount.ORPHANED, memory.risk == null ? memory.heard.size() : 0);
  }

  private void propose(
      ActionEvent event, ActionMemory memory, Context context, Collector<ActionEvent> out) {
    int content = event.proposed().toString().hashCode();
    if (memory.risk != null) {
      repeated(content == memory.content);
      return;
    }
    tally.add(GateCount.PROPOSALS, 1);
    tally.add(GateCount.PENDING, 1);
    memory.risk = event.proposed().risk();
    memory.content = content;
    out.collect(event);
    memory.early.forEach(early -> context.output(REST, early));
    memory.early.clear();
    if (memory.right != null) {
      judgeRisk(event.action(), event.time(), memory, context);
    }
  }

  private void critique(ActionEvent event, ActionMemory memory, Context context) {
    if (memory.heard.containsKey(event.critic())) {
      repeated(Objects.equals(memory.heard.get(event.critic()), event.probability()));
      return;
    }
    tally.add(GateCount.CRITIQUES, 1);
    memory.heard.put(event.critic(), event.probability());
    pass(event, memory, context);
    if (memory.right != null) {
      judge(event.action(), event.time(), event.critic(), event.probability(), memory, context);
    }
  }

  private void outcome(ActionEvent event, ActionMemory memory, Context context) {
    if (memory.right != null) {
      repeated(memory.right == event.right());
      return;
    }
    tally.add(GateCount.OUTCOMES, 1);
    memory.right = event.right();
    pass(event, memory, context);
    memory.heard.forEach(
        (critic, p) -> judge(event.action(), event.time(), critic, p, memory, context));
    if (memory.risk != null) {
      judgeRisk(event.action(), event.time(), memory, context);
    }
  }

  private static void pass(ActionEvent event, ActionMemory memory, Context context) {
    if (memory.risk == null) {
      memory.early.add(event);
    } else {
      context.output(REST, event);
    }
  }

  private void judge(
      String action, long time, String critic, Double p, ActionMemory memory, Context context) {
    tally.add(GateCount.JUDGED, 1);
    context.output(
        JUDGEMENTS, Judgement.of(Judgement.CRITIC + critic, action, time, p, memory.right));
  }

  private static void judgeRisk(String action, long time, ActionMemory memory, Context context) {
    context.output(
        JUDGEMENTS, Judgement.of(Judgement.RISK + memory.risk, action, time, null, memory.right));
  }

  private void repeated(boolean same) {
    tally.add(GateCount.REPEATED, 1);
    tally.add(GateCount.CONFLICTS, same ? 0 : 1);
  }
}
