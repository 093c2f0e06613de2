package io.flyball.jobs.reward;

import io.flyball.core.record.Refusal;
import io.flyball.core.reward.RewardCount;
import io.flyball.core.reward.RewardRow;
import io.flyball.jobs.runtime.IntakeFunction;
import java.time.Instant;
import java.util.Locale;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Parts rows from members of groups. A record is too late when its state has ended: a reward that
 * was forgotten must not begin a second time under the same id.
 */
final class RewardIntake extends IntakeFunction<RewardInput, RewardRow> {
  private static final long serialVersionUID = 1;

  static final OutputTag<RewardMember> MEMBERS =
      new OutputTag<>("members", TypeInformation.of(RewardMember.class));

  static final OutputTag<TriedRow> TRIED =
      new OutputTag<>("tried", TypeInformation.of(TriedRow.class));

  private final long open;
  private final long remembered;

  RewardIntake(RewardConfig config) {
    super(RewardTopology.JOB, config.outOfOrderness(), RewardCount.values());
    this.open = config.open().toMillis();
    this.remembered = config.group().deadline().toMillis() + config.group().remember().toMillis();
  }

  @Override
  protected void take(RewardInput in, long clock, Context context, Collector<RewardRow> out) {
    if (in.member() != null) {
      tally().add(RewardCount.MEMBERS, 1);
      RewardMember member = in.member().at(clock);
      context.output(MEMBERS, member);
      if (member.tried() != null) {
        context.output(TRIED, member.tried().knownAt(member.known()));
      }
      return;
    }
    tally().add(RewardCount.ROWS, 1);
    if (in.row() == null) {
      tally().add(in.passedOver(), 1);
    } else {
      out.collect(in.row().knownAt(clock));
    }
  }

  @Override
  protected void count(Refusal refusal) {
    tally().add(RewardCount.DEAD_LETTERS, 1);
  }

  @Override
  protected Refusal late(RewardInput in, long clock, long watermark) {
    long reached = Math.max(clock, watermark);
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
}
