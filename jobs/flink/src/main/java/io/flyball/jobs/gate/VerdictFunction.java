package io.flyball.jobs.gate;

import io.flyball.core.gate.ActionGate;
import io.flyball.core.gate.Critique;
import io.flyball.core.gate.GatePolicy;
import io.flyball.core.gate.Proposal;
import io.flyball.core.gate.Verdict;
import io.flyball.jobs.runtime.Counting;
import io.flyball.jobs.runtime.DueKeys;
import io.flyball.jobs.runtime.DueRecords;
import io.flyball.jobs.runtime.ImmutableTypeInfo;
import io.flyball.jobs.runtime.PackedValue;
import io.flyball.jobs.runtime.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Decides each action once under every version of the rules that may be in force, in the order of
 * event time, by {@link ActionGate}; what it knows of critics is what {@link CriticFunction} had
 * learnt by the end of the stretch before.
 *
 * <p>State: the records that wait, {@link PendingAction} until {@code gate.keep} after the last,
 * and when it is looked at to be forgotten.
 */
final class VerdictFunction
    extends KeyedBroadcastProcessFunction<String, RuledAction, Belief, VerdictRow>
    implements Counting {
  private static final long serialVersionUID = 1;

  static final OutputTag<Scored> SCORED =
      new OutputTag<>("scored", TypeInformation.of(Scored.class));
  static final OutputTag<GateSign> CRITIQUES =
      new OutputTag<>("critiques", TypeInformation.of(GateSign.class));
  static final MapStateDescriptor<String, List<Belief>> BELIEFS =
      new MapStateDescriptor<>("beliefs", Types.STRING, ImmutableTypeInfo.listOf(Belief.class));

  private final GateConfig config;
  private final long keep;
  private final Tally tally = new Tally(GateTopology.JOB);
  private transient DueRecords<RuledAction> waiting;
  private transient ValueState<byte[]> actions;
  private transient DueKeys due;
  private transient DueKeys.KeySwitch keys;
  private transient DataOutputSerializer packed;
  private transient DataInputDeserializer unpacked;
  private transient LearntBeliefs beliefs;

  VerdictFunction(GateConfig config) {
    this.config = config;
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
    waiting = new DueRecords<>(getRuntimeContext(), "moves", RuledAction.class, RuledAction.ORDER);
    actions = PackedValue.of(getRuntimeContext(), "pending");
    due = new DueKeys(getRuntimeContext(), "due", keep / ActionFunction.STRETCHES, keys);
    packed = new DataOutputSerializer(256);
    unpacked = new DataInputDeserializer();
    beliefs = new LearntBeliefs(config.configured().critics());
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    Counting.super.snapshotState(context);
    due.flush();
  }

  @Override
  public void processElement(RuledAction move, ReadOnlyContext context, Collector<VerdictRow> out) {
    waiting.keep(move.event().time(), move, context.timerService());
  }

  @Override
  public void processBroadcastElement(Belief belief, Context context, Collector<VerdictRow> out)
      throws Exception {
    LearntBeliefs.keep(belief, context.currentWatermark(), context.getBroadcastState(BELIEFS));
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<VerdictRow> out)
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
    List<RuledAction> moves = waiting.take(time);
    byte[] bytes = actions.value();
    if (moves.isEmpty() && bytes == null) {
      return;
    }
    PendingAction action = PendingAction.of(key, bytes, unpacked);
    if (action.over() && action.until < time) {
      long noted = action.noted;
      action = new PendingAction();
      action.noted = noted;
    }
    beliefs.at(time, context.getBroadcastState(BELIEFS));
    boolean known = scored(action);
    for (RuledAction move : moves) {
      take(move, action, context, out);
    }
    deadlines(time, action, out);
    if (!known && scored(action)) {
      context.output(SCORED, scored(time, action));
    }
    if (!moves.isEmpty()) {
      action.until = Math.max(action.until, time + keep);
    }
    keep(action, key, time, context.timerService());
  }

  /** Clears the current action, or notes when it is to be looked at next. */
  private void keep(PendingAction action, String key, long time, TimerService timers)
      throws Exception {
    if (action.decided()) {
      action.forgetAnswers();
    }
    if (action.over()) {
      if (action.until <= time) {
        actions.clear();
        return;
      }
      if (action.noted <= time) {
        action.noted = action.until;
        due.note(key, action.noted, timers);
      }
    } else {
      for (PendingAction.Trial trial : action.trials) {
        if (trial.executes == null) {
          timers.registerEventTimeTimer(action.proposal.time() + trial.ruled.deadlineMs());
        }
      }
    }
    actions.update(action.toBytes(packed));
  }

  private void forget(String key, long time, TimerService timers) throws Exception {
    byte[] bytes = actions.value();
    if (bytes != null) {
      keep(PendingAction.of(key, bytes, unpacked), key, time, timers);
    }
  }

  private void take(
      RuledAction move, PendingAction action, OnTimerContext context, Collector<VerdictRow> out) {
    ActionEvent event = move.event();
    switch (event.kind()) {
      case PROPOSAL -> propose(move, action, out);
      case CRITIQUE -> critique(event, action, context, out);
      case OUTCOME -> action.right = event.right();
    }
  }

  private void propose(RuledAction move, PendingAction action, Collector<VerdictRow> out) {
    ActionEvent event = move.event();
    Proposed said = event.proposed();
    action.proposal =
        new Proposal(
            event.action(),
            said.session(),
            said.task(),
            said.attempt(),
            said.risk(),
            event.time(),
            Map.of());
    for (Ruled ruled : move.ruled()) {
      PendingAction.Trial trial = new PendingAction.Trial(ruled);
      action.trials.add(trial);
      GatePolicy policy = ruled.policy(said.risk());
      ActionGate gate = new ActionGate();
      action.critiques().forEach(c -> gate.critique(c, policy, ruled.version(), beliefs));
      tell(
          gate.propose(action.proposal, policy, ruled.outcome(), ruled.version(), beliefs),
          trial,
          action,
          out);
    }
  }

  private void critique(
      ActionEvent event, PendingAction action, OnTimerContext context, Collector<VerdictRow> out) {
    Double p = event.probability();
    if (p != null && action.executes()) {
      context.output(CRITIQUES, critique(event, action.proposal));
    }
    Critique critique =
        new Critique(
            event.action(),
            event.critic(),
            p == null ? OptionalDouble.empty() : OptionalDouble.of(p),
            event.suggestion(),
            event.time());
    if (action.decided()) {
      tally.add(GateCount.LATE, 1);
      return;
    }
    for (PendingAction.Trial trial : action.trials) {
      if (trial.executes == null) {
        ActionGate gate = new ActionGate(action.proposal, action.critiques());
        GatePolicy policy = trial.ruled.policy(action.proposal.risk());
        tell(gate.critique(critique, policy, trial.ruled.version(), beliefs), trial, action, out);
      }
    }
    action.hear(critique);
  }

  private static GateSign critique(ActionEvent event, Proposal proposal) {
    return new GateSign(
        GateSign.Kind.CRITIQUE,
        proposal.session(),
        proposal.task(),
        proposal.attempt(),
        event.critic(),
        proposal.action(),
        event.probability(),
        event.time());
  }

  private void deadlines(long time, PendingAction action, Collector<VerdictRow> out) {
    for (PendingAction.Trial trial : action.trials) {
      if (trial.executes == null && action.proposal.time() + trial.ruled.deadlineMs() <= time) {
        ActionGate gate = new ActionGate(action.proposal, action.critiques());
        GatePolicy policy = trial.ruled.policy(action.proposal.risk());
        tell(gate.deadline(policy, trial.ruled.version(), beliefs), trial, action, out);
      }
    }
  }

  private static void tell(
      Optional<Verdict> verdict,
      PendingAction.Trial trial,
      PendingAction action,
      Collector<VerdictRow> out) {
    if (verdict.isEmpty()) {
      return;
    }
    Verdict v = verdict.get();
    trial.executes = v.kind().executes();
    boolean alone = action.trials.size() == 1 && trial.ruled.version() == 0;
    out.collect(row(v, action.proposal, alone));
  }

  private static VerdictRow row(Verdict v, Proposal proposal, boolean alone) {
    return new VerdictRow(
        v.action(),
        v.time(),
        proposal.session(),
        proposal.task(),
        proposal.attempt(),
        proposal.risk(),
        v.kind().name(),
        v.reason().name(),
        v.probability().isPresent() ? v.probability().getAsDouble() : null,
        Double.isNaN(v.threshold()) ? null : v.threshold(),
        v.weighings().stream()
            .map(w -> new VerdictRow.Weight(w.critic(), w.raw(), w.calibrated(), w.weight()))
            .toList(),
        v.rule(),
        v.suggestion(),
        v.rulesVersion(),
        proposal.time(),
        alone);
  }

  private static boolean scored(PendingAction action) {
    return action.right != null && action.decided();
  }

  private static Scored scored(long time, PendingAction action) {
    List<Long> versions = new ArrayList<>();
    List<Boolean> executed = new ArrayList<>();
    for (PendingAction.Trial trial : action.trials) {
      versions.add(trial.ruled.version());
      executed.add(trial.executes);
    }
    return new Scored(
        action.proposal.action(), time, action.proposal.time(), action.right, versions, executed);
  }
}
