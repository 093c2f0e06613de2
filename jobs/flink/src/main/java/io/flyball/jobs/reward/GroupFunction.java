package io.flyball.jobs.reward;

import io.flyball.core.record.Alert;
import io.flyball.core.record.ControlUpdate;
import io.flyball.core.record.DeadLetter;
import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import io.flyball.core.reward.GroupRewards;
import io.flyball.core.reward.Reward;
import io.flyball.core.reward.RewardControl;
import io.flyball.core.reward.RewardCount;
import io.flyball.core.reward.RewardRules;
import io.flyball.core.reward.group.Attempt;
import io.flyball.core.reward.group.AttemptGroup;
import io.flyball.core.reward.group.CompletionRule;
import io.flyball.jobs.runtime.ControlRecord;
import io.flyball.jobs.runtime.Counting;
import io.flyball.jobs.runtime.DeadLetters;
import io.flyball.jobs.runtime.ImmutableTypeInfo;
import io.flyball.jobs.runtime.Tally;
import java.util.List;
import java.util.Locale;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Fills groups and judges them when they are complete or at their deadline, under the weights in
 * force at that moment. Late, conflicting and missized members go aside; a closed group is
 * remembered for a while and never opened again. Members of a group are in one partition, and that
 * partition's clock says whether one is late and whether the group is remembered: a timer only does
 * earlier what the next member would find done.
 */
final class GroupFunction
    extends KeyedBroadcastProcessFunction<String, RewardMember, ControlRecord, Reward>
    implements Counting {
  private static final long serialVersionUID = 1;

  static final OutputTag<DeadLetter> REFUSED =
      new OutputTag<>("refused-members", TypeInformation.of(DeadLetter.class));
  static final OutputTag<Alert> ALERTS =
      new OutputTag<>("group-alerts", TypeInformation.of(Alert.class));

  private static final String CONFLICT = "the id was used in this group with another content";
  private static final String LATE = "the group is closed";

  private final CompletionRule rule;
  private final long remember;
  private final GroupRewards judging;
  private final RewardControl control;
  private final Tally tally = new Tally(RewardTopology.JOB);
  private transient ValueState<AttemptGroup> state;

  GroupFunction(RewardConfig config) {
    this.rule = config.group().rule();
    this.remember = config.group().remember().toMillis();
    this.judging = new GroupRewards(config.group().judge(), rule.least());
    this.control = config.control();
  }

  @Override
  public Tally tally() {
    return tally;
  }

  @Override
  public void open(OpenContext context) {
    state =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>("group", ImmutableTypeInfo.of(AttemptGroup.class)));
  }

  @Override
  public void processElement(RewardMember member, ReadOnlyContext context, Collector<Reward> out)
      throws Exception {
    AttemptGroup known = remembered(member, context, out);
    AttemptGroup group = known == null ? AttemptGroup.opened(member.attempt().time(), rule) : known;
    AttemptGroup.Answer answer = group.offer(member.attempt(), member.known(), rule);
    switch (answer.offer()) {
      case JOINED, COMPLETED -> {
        tally.add(RewardCount.MEMBERS_PENDING, 1);
        if (known == null || answer.group().deadline() < known.deadline()) {
          context.timerService().registerEventTimeTimer(answer.group().deadline());
        }
        state.update(answer.group());
        if (answer.offer() == AttemptGroup.Offer.COMPLETED) {
          close(answer.group(), context, out);
        }
      }
      case DUPLICATE -> tally.add(RewardCount.MEMBERS_REPEATED, 1);
      case CONFLICT -> refuse(member, context, Reason.DUP_CONFLICT, "id", CONFLICT);
      case OTHER_SIZE ->
          refuse(member, context, Reason.OUT_OF_RANGE, "expectedSize", otherSize(member, group));
      case LATE -> refuse(member, context, Reason.TOO_LATE, "groupId", LATE);
    }
  }

  /** The group, unless its partition has passed the time until which it is remembered. */
  private AttemptGroup remembered(
      RewardMember member, ReadOnlyContext context, Collector<Reward> out) throws Exception {
    AttemptGroup group = state.value();
    if (group == null || member.clock() <= group.deadline() + remember) {
      return group;
    }
    if (!group.closed()) {
      close(group, context, out);
    }
    state.clear();
    return null;
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Reward> out) throws Exception {
    AttemptGroup group = state.value();
    if (group == null) {
      return;
    }
    if (!group.closed() && group.deadline() <= time) {
      close(group, context, out);
    } else if (group.closed() && group.deadline() + remember <= time) {
      state.clear();
    }
  }

  private void close(AttemptGroup group, ReadOnlyContext context, Collector<Reward> out)
      throws Exception {
    ControlUpdate newest = RewardUpdates.newest("", context.getBroadcastState(RewardUpdates.STATE));
    RewardRules rules = control.apply(newest);
    List<Attempt> members = group.ordered();
    String groupId = context.getCurrentKey();
    List<Reward> rewards = judging.of(groupId, members, rules);
    tally.add(RewardCount.MEMBERS_PENDING, -members.size());
    if (rewards.isEmpty()) {
      tally.add(RewardCount.MEMBERS_ALONE, members.size());
      context.output(ALERTS, judging.incomplete(groupId, members, group.deadline()));
    } else {
      tally.add(RewardCount.GROUPS, 1);
      tally.add(RewardCount.MEMBERS_JUDGED, rewards.size());
      tally.add(RewardCount.TEACHERS_LEFT_OUT, members.size() - rewards.size());
      rewards.forEach(out::collect);
    }
    state.update(group.close());
    context.timerService().registerEventTimeTimer(group.deadline() + remember);
  }

  private static String otherSize(RewardMember member, AttemptGroup group) {
    return String.format(
        Locale.ROOT,
        "expectedSize is %d, but the group %s",
        member.attempt().expectedSize(),
        group.expectedSize() == 0
            ? "has more members already"
            : "began with " + group.expectedSize());
  }

  private void refuse(
      RewardMember member, ReadOnlyContext context, Reason reason, String field, String message) {
    tally.add(RewardCount.MEMBERS_REFUSED, 1);
    Refusal refusal = Refusal.of(reason, field, message);
    context.output(REFUSED, DeadLetters.of(RewardTopology.JOB, member.raw(), refusal));
  }

  @Override
  public void processBroadcastElement(ControlRecord in, Context context, Collector<Reward> out)
      throws Exception {
    var updates = context.getBroadcastState(RewardUpdates.STATE);
    // What is wrong with an update is told by the ledger's operator.
    if (RewardUpdates.isNews(in, updates) && control.fault(in.update()) == null) {
      updates.put(in.update().target(), in.update());
    }
  }
}
