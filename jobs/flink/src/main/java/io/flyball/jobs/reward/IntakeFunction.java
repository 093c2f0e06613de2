package io.flyball.jobs.reward;

import io.flyball.core.record.DeadLetter;
import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import io.flyball.core.reward.RewardCount;
import io.flyball.core.reward.RewardRow;
import io.flyball.jobs.runtime.Counting;
import io.flyball.jobs.runtime.DeadLetters;
import io.flyball.jobs.runtime.PartitionClocks;
import io.flyball.jobs.runtime.Tally;
import io.flyball.jobs.runtime.UnknownFieldsSeen;
import java.time.Instant;
import java.util.Locale;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Counts every record, and sets aside what was refused and what comes after its state has ended: a
 * reward that was forgotten must not begin a second time under the same id.
 *
 * <p>Whether a record is too late is judged by its own partition's clock. Event time counts beside
 * it for what a partition brings that had been idle: event time has gone past that one alone.
 */
final class IntakeFunction extends ProcessFunction<RewardInput, RewardRow> implements Counting {
  private static final long serialVersionUID = 1;

  static final OutputTag<DeadLetter> REFUSED =
      new OutputTag<>("refused", TypeInformation.of(DeadLetter.class));
  static final OutputTag<RewardMember> MEMBERS =
      new OutputTag<>("members", TypeInformation.of(RewardMember.class));

  private final long open;
  private final long remembered;
  private final long bound;
  private final Tally tally = new Tally(RewardTopology.JOB, RewardCount.values());
  private transient PartitionClocks clocks;

  IntakeFunction(RewardConfig config) {
    this.open = config.open().toMillis();
    this.bound = config.outOfOrderness().toMillis();
    this.remembered = config.group().deadline().toMillis() + config.group().remember().toMillis();
  }

  @Override
  public Tally tally() {
    return tally;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    Counting.super.initializeState(context);
    clocks = new PartitionClocks(context, bound);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    Counting.super.snapshotState(context);
    clocks.snapshot();
  }

  @Override
  public void processElement(RewardInput in, Context context, Collector<RewardRow> out) {
    tally.add(RewardCount.READ, 1);
    UnknownFieldsSeen.tell(in.raw(), in.time(), in.unknownFields(), context);
    long clock = in.refusal() == null ? clocks.advance(in.raw(), in.time()) : Long.MIN_VALUE;
    long reached = Math.max(clock, context.timerService().currentWatermark());
    Refusal refusal = in.refusal() == null ? late(in, reached) : in.refusal();
    if (refusal != null) {
      tally.add(RewardCount.DEAD_LETTERS, 1);
      context.output(REFUSED, DeadLetters.of(RewardTopology.JOB, in.raw(), refusal));
    } else if (in.member() != null) {
      tally.add(RewardCount.MEMBERS, 1);
      context.output(MEMBERS, in.member().at(clock));
    } else {
      tally.add(RewardCount.ROWS, 1);
      if (in.row() == null) {
        tally.add(in.passedOver(), 1);
      } else {
        out.collect(in.row().knownAt(clock));
      }
    }
  }

  private Refusal late(RewardInput in, long reached) {
    if (in.row() != null) {
      long end = in.row().shownAt() + open;
      return in.time() < end && reached < end
          ? null
          : tooLate(
              String.format(
                  Locale.ROOT, "a reward can change until %s", Instant.ofEpochMilli(end)));
    }
    if (in.member() != null && in.time() + remembered <= reached) {
      return tooLate(
          String.format(
              Locale.ROOT,
              "groups are remembered for %d ms, event time is %s",
              remembered,
              Instant.ofEpochMilli(reached)));
    }
    return null;
  }

  private static Refusal tooLate(String message) {
    return Refusal.of(Reason.TOO_LATE, "time", message);
  }
}
