package io.flyball.jobs.reward;

import io.flyball.core.record.Alert;
import io.flyball.core.record.ControlUpdate;
import io.flyball.core.reward.ArmRewards;
import io.flyball.core.reward.LearnedWeights;
import io.flyball.core.reward.PolicyRewards;
import io.flyball.core.reward.Reward;
import io.flyball.core.reward.RewardControl;
import io.flyball.core.reward.RewardCount;
import io.flyball.core.reward.RewardLedger;
import io.flyball.core.reward.RewardOutput;
import io.flyball.core.reward.RewardRow;
import io.flyball.core.reward.RewardRules;
import io.flyball.core.reward.RewardSettings;
import io.flyball.core.reward.RewardState;
import io.flyball.core.reward.RuleChanges;
import io.flyball.core.reward.Scale;
import io.flyball.core.reward.SessionStep;
import io.flyball.core.reward.score.ReactionModel;
import io.flyball.core.reward.shape.SelfDesignedReward;
import io.flyball.core.state.MapStore;
import io.flyball.core.state.Store;
import io.flyball.jobs.runtime.Codec;
import io.flyball.jobs.runtime.ControlRecord;
import io.flyball.jobs.runtime.Counting;
import io.flyball.jobs.runtime.ImmutableTypeInfo;
import io.flyball.jobs.runtime.MapStateStore;
import io.flyball.jobs.runtime.PackedStore;
import io.flyball.jobs.runtime.Tally;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * {@link RewardLedger} on keyed state, a policy a key; {@link RuleChanges} judges each control
 * update for every policy as it comes.
 */
final class RewardFunction
    extends KeyedBroadcastProcessFunction<String, RewardRow, ControlRecord, Reward>
    implements Counting, RewardOutput {
  private static final long serialVersionUID = 1;

  static final OutputTag<Alert> ALERTS = new OutputTag<>("alerts", TypeInformation.of(Alert.class));
  private static final MapStateDescriptor<String, PolicyRewards> POLICY =
      new MapStateDescriptor<>(
          "policy", ImmutableTypeInfo.TEXT, ImmutableTypeInfo.of(PolicyRewards.class));

  private final RewardSettings settings;
  private final RewardControl control;
  private final Tally tally = new Tally(RewardTopology.JOB);

  /** Only then can there be state of an older layout. */
  private transient boolean restored;

  private transient RewardLedger ledger;
  private transient RuleChanges changes;
  private transient Map<ControlUpdate, RewardRules> rules;

  /** Whether any update is known; null before the first look. */
  private transient Boolean steered;

  private transient Collector<Reward> rewards;
  private transient TimerService timers;
  private transient Consumer<Alert> alerts;

  RewardFunction(RewardConfig config) {
    this.settings = config.settings();
    this.control = config.control();
  }

  @Override
  public Tally tally() {
    return tally;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    Counting.super.initializeState(context);
    restored = context.isRestored();
  }

  @Override
  public void open(OpenContext context) {
    MapState<String, PolicyRewards> policy = getRuntimeContext().getMapState(POLICY);
    PackedStore<ArmRewards> arms = packed("arm-rewards", new ArmRewardsCodec(), "arms");
    MapState<String, Scale> scales = state("scales", Scale.class);
    Store<String, LearnedWeights> learned = learned();
    Store<String, ReactionModel.State> reaction = reaction();
    PackedStore<SelfDesignedReward.Table> designed =
        settings.design().isNone() ? null : fresh("designed-rewards", new DesignTableCodec());
    RewardState state =
        new RewardState(
            new MapStateStore<>(policy),
            packed("rewards", new OpenRewardCodec(), "open"),
            new MapStateStore<>(
                state(
                    "sessions",
                    ImmutableTypeInfo.TEXT,
                    ImmutableTypeInfo.listOf(SessionStep.class))),
            arms,
            arms::entries,
            new MapStateStore<>(scales),
            new MapStateStore<>(
                state("waiting", Types.LONG, ImmutableTypeInfo.listOf(RewardRow.class))),
            new MapStateStore<>(state("agenda", Types.LONG, ImmutableTypeInfo.TEXT)),
            learned,
            reaction,
            designed == null ? new MapStore<>(new HashMap<>()) : designed,
            () -> {
              policy.clear();
              arms.clear();
              scales.clear();
              learned.remove(RewardState.POLICY);
              reaction.remove(RewardState.POLICY);
              if (designed != null) {
                designed.clear();
              }
            });
    ledger = new RewardLedger(settings, state, this);
    changes = new RuleChanges(settings, control, state, this);
    rules = new HashMap<>();
  }

  /** Of a job that learns no weights, a savepoint holds nothing of them. */
  private Store<String, LearnedWeights> learned() {
    return settings.weightRule().isNone()
        ? new MapStore<>(new HashMap<>())
        : new MapStateStore<>(state("learned-weights", LearnedWeights.class));
  }

  private Store<String, ReactionModel.State> reaction() {
    return settings.reaction().isNone()
        ? new MapStore<>(new HashMap<>())
        : fresh("reaction-model", new ReactionStateCodec());
  }

  private <V> PackedStore<V> fresh(String name, Codec<V> codec) {
    return new PackedStore<>(getRuntimeContext(), name, codec, Optional.empty());
  }

  private <V> MapState<String, V> state(String name, Class<V> value) {
    return state(name, ImmutableTypeInfo.TEXT, ImmutableTypeInfo.of(value));
  }

  private <K, V> MapState<K, V> state(
      String name, TypeInformation<K> key, TypeInformation<V> value) {
    return getRuntimeContext().getMapState(new MapStateDescriptor<>(name, key, value));
  }

  private <V> PackedStore<V> packed(String name, Codec<V> codec, String older) {
    return new PackedStore<>(
        getRuntimeContext(), name, codec, restored ? Optional.of(older) : Optional.empty());
  }

  @Override
  public void processElement(RewardRow row, ReadOnlyContext context, Collector<Reward> out)
      throws Exception {
    use(context, out);
    long watermark = context.timerService().currentWatermark();
    ledger.expire(row);
    ledger.onRow(row, watermark, rules(row.policy(), context));
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Reward> out) throws Exception {
    use(context, out);
    // Only a row needs rules; a deadline must not bring a forgotten policy back.
    ledger.onTime(
        time,
        ledger.waitsFor(time)
            ? rules(RewardRow.policyOf(context.getCurrentKey()), context)
            : control.configured());
  }

  private void use(ReadOnlyContext context, Collector<Reward> out) {
    rewards = out;
    timers = context.timerService();
    alerts = alert -> context.output(ALERTS, alert);
  }

  private RewardRules rules(String policy, ReadOnlyContext context) throws Exception {
    if (steered == null) {
      var updates = context.getBroadcastState(RewardUpdates.STATE).immutableEntries();
      steered = updates.iterator().hasNext();
    }
    ControlUpdate newest =
        steered
            ? RewardUpdates.newest(policy, context.getBroadcastState(RewardUpdates.STATE))
            : null;
    ControlUpdate inForce = policy.isEmpty() ? newest : changes.follow(policy, newest);
    return rules.computeIfAbsent(inForce, control::apply);
  }

  @Override
  public void processBroadcastElement(ControlRecord in, Context context, Collector<Reward> out)
      throws Exception {
    var updates = context.getBroadcastState(RewardUpdates.STATE);
    alerts = alert -> context.output(ALERTS, alert);
    if (!RewardUpdates.isNews(in, updates)) {
      return;
    }
    String fault = control.fault(in.update());
    if (fault != null) {
      if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
        alert(RewardUpdates.rejected(in.update(), fault));
      }
      return;
    }
    updates.put(in.update().target(), in.update());
    steered = true;
    rules.clear();
    context.applyToKeyedState(
        POLICY,
        (key, known) -> {
          String policy = RewardRow.policyOf(key);
          changes.follow(policy, RewardUpdates.newest(policy, updates));
        });
  }

  @Override
  public void emit(Reward reward) {
    rewards.collect(reward);
  }

  @Override
  public void alert(Alert alert) {
    alerts.accept(alert);
  }

  @Override
  public void wakeAt(long time) {
    timers.registerEventTimeTimer(time);
  }

  @Override
  public void count(RewardCount count, long delta) {
    tally.add(count, delta);
  }
}
