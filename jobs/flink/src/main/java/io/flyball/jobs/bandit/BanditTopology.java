package io.flyball.jobs.bandit;

import io.flyball.core.bandit.serve.Decision;
import io.flyball.core.record.DeadLetter;
import io.flyball.jobs.runtime.ControlRecord;
import io.flyball.jobs.runtime.ControlRefusals;
import io.flyball.jobs.runtime.ImmutableTypeInfo;
import io.flyball.jobs.runtime.UnknownFieldFunction;
import io.flyball.jobs.runtime.UnknownFieldsSeen;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The bandit job without its ends.
 *
 * <p>A policy in shards is served by several keys. Each tells on the snapshots' stream what it has
 * learned, and is told what the others have, which comes back as one more input.
 *
 * <pre>
 *   requests ┐                 ┌► dead letters ◄──────┐      control
 *   rewards  ┼► refusals ──────┤                      │         │ broadcast
 *   models  ─┘                 └► by policy: serve ───┴─► decisions
 *                                     ├► outcomes ├► snapshots ├► evaluations ├► late ├► alerts
 * </pre>
 */
public final class BanditTopology {
  /** Name of the job in metrics, alerts and dead letters, and its target on the control stream. */
  public static final String JOB = "bandit";

  private BanditTopology() {}

  /** How a source must stamp its records: event time of the record, bounded disorder. */
  public static WatermarkStrategy<BanditEvent> eventTime(BanditConfig config) {
    return WatermarkStrategy.<BanditEvent>forBoundedOutOfOrderness(config.outOfOrderness())
        .withTimestampAssigner((in, kafkaTime) -> in.time());
  }

  /**
   * Operators only; sources and sinks are the caller's.
   *
   * @param input requests, rewards and models, stamped by {@link #eventTime}
   * @param control control updates, stamped so that they never hold back event time
   */
  public static BanditStreams define(
      DataStream<BanditEvent> input, DataStream<ControlRecord> control, BanditConfig config) {
    SingleOutputStreamOperator<BanditEvent> good =
        input.process(new BanditRefusals(config)).uid(BanditUids.REFUSALS).name("Refusals");
    int shards = config.sharding().shards();
    SingleOutputStreamOperator<Decision> served =
        good.keyBy(event -> event.key(shards), ImmutableTypeInfo.TEXT)
            .connect(control.broadcast(BanditFunction.CONTROL))
            .process(new BanditFunction(config))
            .uid(BanditUids.SERVING)
            .name("Serve");
    SingleOutputStreamOperator<DeadLetter> badControl =
        control
            .process(new ControlRefusals(JOB))
            .uid(BanditUids.CONTROL_REFUSALS)
            .name("Refused control");
    return new BanditStreams(
        served,
        served.getSideOutput(BanditFunction.OUTCOMES),
        served.getSideOutput(BanditFunction.SNAPSHOTS),
        served.getSideOutput(BanditFunction.EVALUATIONS),
        served.getSideOutput(BanditFunction.LATE),
        served
            .getSideOutput(BanditFunction.ALERTS)
            .union(
                UnknownFieldFunction.alerts(
                    JOB,
                    BanditUids.UNKNOWN_FIELDS,
                    good.getSideOutput(UnknownFieldsSeen.SEEN)
                        .union(badControl.getSideOutput(UnknownFieldsSeen.SEEN)))),
        good.getSideOutput(BanditRefusals.REFUSED)
            .union(served.getSideOutput(BanditFunction.REFUSED), badControl));
  }
}
