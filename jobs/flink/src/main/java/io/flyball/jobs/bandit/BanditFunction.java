package io.flyball.jobs.bandit;

import io.flyball.core.bandit.join.Reward;
import io.flyball.core.bandit.serve.Decision;
import io.flyball.core.bandit.serve.Evaluated;
import io.flyball.core.bandit.serve.HeldReward;
import io.flyball.core.bandit.serve.Outcome;
import io.flyball.core.bandit.serve.PolicyHead.Count;
import io.flyball.core.bandit.serve.PolicyServer;
import io.flyball.core.bandit.serve.ServingCount;
import io.flyball.core.bandit.serve.ServingRules;
import io.flyball.core.bandit.serve.ShardKey;
import io.flyball.core.bandit.serve.Snapshot;
import io.flyball.core.record.Alert;
import io.flyball.core.record.ControlUpdate;
import io.flyball.core.record.DeadLetter;
import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import io.flyball.jobs.runtime.ControlRecord;
import io.flyball.jobs.runtime.Counting;
import io.flyball.jobs.runtime.Tally;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * {@link PolicyServer} on keyed state, a policy a key; its rules follow the newest control updates.
 */
final class BanditFunction
    extends KeyedBroadcastProcessFunction<String, BanditEvent, ControlRecord, Decision>
    implements Counting {
  private static final long serialVersionUID = 1;
  private static final int REMEMBERED_RULES = 10_000;

  static final OutputTag<Outcome> OUTCOMES = tag("outcomes", Outcome.class);
  static final OutputTag<Snapshot> SNAPSHOTS = tag("snapshots", Snapshot.class);
  static final OutputTag<Evaluated> EVALUATIONS = tag("evaluations", Evaluated.class);
  static final OutputTag<Reward> LATE = tag("late", Reward.class);
  static final OutputTag<Alert> ALERTS = tag("alerts", Alert.class);
  static final OutputTag<DeadLetter> REFUSED = tag("refused", DeadLetter.class);
  static final MapStateDescriptor<String, ControlUpdate> CONTROL =
      new MapStateDescriptor<>("control", Types.STRING, TypeInformation.of(ControlUpdate.class));

  private record Followed(long forAll, long forOne, ServingRules rules) {}

  private final ServingRules configured;
  private final String[] pairs;
  private final boolean ordered;
  private final int shards;
  private final Tally tally = new Tally(BanditTopology.JOB, ServingCount.values());
  private transient BanditOutput output;
  private transient PolicyServer serving;
  private transient EventTimeOrder order;
  private transient Map<String, Followed> rules;

  /** Whether there was ever a control update: until then nothing has to be followed. */
  private transient boolean steered;

  BanditFunction(BanditConfig config) {
    this.configured = config.rules();
    this.pairs = BanditControl.pairs(config);
    this.shards = config.sharding().shards();
    this.ordered = config.delivery() == BanditConfig.Delivery.EVENT_TIME;
  }

  private static <T> OutputTag<T> tag(String name, Class<T> type) {
    return new OutputTag<>(name, TypeInformation.of(type));
  }

  @Override
  public Tally tally() {
    return tally;
  }

  @Override
  public void open(OpenContext context) {
    output = new BanditOutput(tally);
    serving = new PolicyServer(BanditStores.open(getRuntimeContext()), output);
    order = ordered ? new EventTimeOrder(getRuntimeContext()) : null;
    rules = new HashMap<>();
  }

  @Override
  public void processElement(BanditEvent event, ReadOnlyContext context, Collector<Decision> out)
      throws Exception {
    long watermark = context.timerService().currentWatermark();
    // The watermark is behind every partition that moves, by how much is a matter of pace.
    long reached = Math.max(watermark, event.clock());
    output.use(context::output, context.timerService(), out, event.raw(), watermark, reached);
    if (event.asked() != null) {
      refused(event.asked(), event.raw().ingestTime(), event.refusal());
    } else if (order == null || event.snapshot() != null) {
      serve(context.getCurrentKey(), event, context);
    } else if (event.time() > watermark && event.time() >= event.clock()) {
      order.keep(event);
      context.timerService().registerEventTimeTimer(event.time());
    } else if (event.reward() != null && event.reward().kind() != Reward.Kind.OBSERVATION) {
      output.late(event.reward());
      tally.add("LATE", 1);
    } else {
      Refusal late = tooLate(event, reached);
      output.refuse(output.letter(late));
      if (event.request() != null) {
        refused(event.request().id(), event.request().time(), late);
      }
    }
  }

  /** Whoever asks waits for an answer. */
  private void refused(String id, long time, Refusal why) {
    output.count(ServingCount.REFUSED_REQUESTS, 1);
    output.decided(Decision.refused(id, time, why));
  }

  private static Refusal tooLate(BanditEvent event, long reached) {
    return Refusal.of(
        Reason.TOO_LATE,
        "time",
        "time is " + event.time() + ", but event time has come to " + reached);
  }

  private void serve(String key, BanditEvent event, ReadOnlyContext context) throws Exception {
    follow(key, context);
    if (event.request() != null) {
      serving.onRequest(event.request());
      // A policy that was just born has nothing to reset or release.
      follow(key, context);
    } else if (event.reward() != null) {
      Refusal unknown =
          Refusal.of(
              Reason.UNKNOWN_DECISION,
              "decisionId",
              "no decision '" + event.reward().decisionId() + "' came while the reward waited");
      serving.onReward(new HeldReward(event.reward(), output.letter(unknown), event.clock()));
    } else {
      serving.onSnapshot(event.snapshot());
    }
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Decision> out) throws Exception {
    output.use(context::output, context.timerService(), out, null, time, time);
    follow(context.getCurrentKey(), context);
    serving.onTime(time);
    if (order != null) {
      for (BanditEvent event : order.take(time)) {
        output.use(context::output, context.timerService(), out, event.raw(), time, time);
        serve(context.getCurrentKey(), event, context);
      }
    }
  }

  @Override
  public void processBroadcastElement(ControlRecord in, Context context, Collector<Decision> out)
      throws Exception {
    ControlUpdate update = in.update();
    if (update == null || !BanditControl.concerns(update)) {
      return;
    }
    var known = context.getBroadcastState(CONTROL);
    ControlUpdate newest = known.get(update.target());
    if (newest != null && newest.version() >= update.version()) {
      return;
    }
    String fault = BanditControl.fault(pairs, update);
    if (fault == null) {
      known.put(update.target(), update);
    } else if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
      context.output(ALERTS, BanditControl.rejected(update, fault));
    }
  }

  private void follow(String key, ReadOnlyContext context) throws Exception {
    ShardKey part = ShardKey.parse(key, shards);
    String policy = part.policy();
    var known = context.getBroadcastState(CONTROL);
    if (!steered) {
      steered = known.immutableEntries().iterator().hasNext();
      serving.of(policy, part.shard(), configured);
      if (!steered) {
        return;
      }
    }
    ControlUpdate forAll = known.get(BanditTopology.JOB);
    ControlUpdate forOne = known.get(BanditControl.target(policy));
    long all = forAll == null ? 0 : forAll.version();
    long one = forOne == null ? 0 : forOne.version();
    Followed followed = rules.get(policy);
    if (followed == null || followed.forAll() != all || followed.forOne() != one) {
      if (rules.size() == REMEMBERED_RULES) {
        rules.clear();
      }
      followed = new Followed(all, one, rules(forAll, forOne));
      rules.put(policy, followed);
    }
    serving.of(policy, part.shard(), followed.rules());
    if (all > 0) {
      serving.follow(Count.JOB_CONTROL, all, BanditControl.interventions(forAll));
    }
    if (one > 0) {
      serving.follow(Count.POLICY_CONTROL, one, BanditControl.interventions(forOne));
    }
  }

  private ServingRules rules(ControlUpdate forAll, ControlUpdate forOne) {
    return forAll == null && forOne == null
        ? configured
        : BanditControl.rules(pairs, forAll, forOne);
  }
}
