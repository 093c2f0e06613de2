package io.flyball.jobs.reward;

import io.flyball.core.record.DeadLetter;
import io.flyball.core.reward.Reward;
import io.flyball.core.reward.RewardRow;
import io.flyball.jobs.runtime.ControlRecord;
import io.flyball.jobs.runtime.ControlRefusals;
import io.flyball.jobs.runtime.ImmutableTypeInfo;
import io.flyball.jobs.runtime.IntakeFunction;
import io.flyball.jobs.runtime.UnknownFieldFunction;
import io.flyball.jobs.runtime.UnknownFieldsSeen;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The reward job without its ends.
 *
 * <pre>
 *   attributed ┐             ┌► dead letters         control
 *              ├► intake ────┤                          │ broadcast
 *   members   ─┘             ├► by policy: ledger ◄─────┤──► rewards, alerts
 *                            ├► by group: compare ◄─────┘──► rewards, alerts, dead letters
 *                            └► by request: memory ─────────► memories
 * </pre>
 */
public final class RewardTopology {
  /** Name of the job in metrics, alerts and dead letters, and its target on the control stream. */
  public static final String JOB = "reward";

  private RewardTopology() {}

  /** How a source must stamp its records: event time of the record, bounded disorder. */
  public static WatermarkStrategy<RewardInput> eventTime(RewardConfig config) {
    return WatermarkStrategy.<RewardInput>forBoundedOutOfOrderness(config.outOfOrderness())
        .withTimestampAssigner((in, kafkaTime) -> in.time());
  }

  /**
   * Operators only; sources and sinks are the caller's.
   *
   * @param input attributed feedback and group members, stamped by {@link #eventTime}
   * @param control control updates, stamped so that they never hold back event time
   */
  public static RewardStreams define(
      DataStream<RewardInput> input, DataStream<ControlRecord> control, RewardConfig config) {
    SingleOutputStreamOperator<RewardRow> rows =
        input.process(new RewardIntake(config)).uid(RewardUids.INTAKE).name("Intake");
    var updates = control.broadcast(RewardUpdates.STATE);
    SingleOutputStreamOperator<Reward> ledger =
        rows.keyBy(RewardRow::key, ImmutableTypeInfo.TEXT)
            .connect(updates)
            .process(new RewardFunction(config))
            .uid(RewardUids.LEDGER)
            .name("Ledger");
    SingleOutputStreamOperator<Reward> groups =
        rows.getSideOutput(RewardIntake.MEMBERS)
            .keyBy(RewardMember::groupId, ImmutableTypeInfo.TEXT)
            .connect(updates)
            .process(new GroupFunction(config))
            .uid(RewardUids.GROUPS)
            .name("Groups");
    SingleOutputStreamOperator<MemoryRow> memories =
        rows.getSideOutput(RewardIntake.TRIED)
            .keyBy(TriedRow::request, ImmutableTypeInfo.TEXT)
            .process(new MemoryFunction(config), TypeInformation.of(MemoryRow.class))
            .uid(RewardUids.MEMORY)
            .name("Memory");
    SingleOutputStreamOperator<DeadLetter> badControl =
        control
            .process(new ControlRefusals(JOB))
            .uid(RewardUids.CONTROL_REFUSALS)
            .name("Refused control");
    return new RewardStreams(
        ledger,
        groups,
        memories,
        ledger
            .getSideOutput(RewardFunction.ALERTS)
            .union(
                groups.getSideOutput(GroupFunction.ALERTS),
                UnknownFieldFunction.alerts(
                    JOB,
                    RewardUids.UNKNOWN_FIELDS,
                    rows.getSideOutput(UnknownFieldsSeen.SEEN)
                        .union(badControl.getSideOutput(UnknownFieldsSeen.SEEN)))),
        rows.getSideOutput(IntakeFunction.REFUSED)
            .union(groups.getSideOutput(GroupFunction.REFUSED), badControl));
  }
}
