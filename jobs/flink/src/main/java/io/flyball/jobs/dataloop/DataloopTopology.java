package io.flyball.jobs.dataloop;

import io.flyball.core.record.DeadLetter;
import io.flyball.jobs.runtime.ControlRecord;
import io.flyball.jobs.runtime.ControlRefusals;
import io.flyball.jobs.runtime.ImmutableTypeInfo;
import io.flyball.jobs.runtime.IntakeFunction;
import io.flyball.jobs.runtime.UnknownFieldFunction;
import io.flyball.jobs.runtime.UnknownFieldsSeen;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The dataloop job without its ends.
 *
 * <pre>
 *   probes      ┐             ┌► dead letters            control
 *   votes       ├► intake ────┤                             │ broadcast
 *   steps       │             └► by sample, search or task: play ─► train, expand, drop,
 *   transitions ┘                     │                              searches, plans, alerts,
 *                                     │                              dead letters
 *                                     └► by source or capability: rates
 * </pre>
 */
public final class DataloopTopology {
  /** Name of the job in metrics, alerts and dead letters. */
  public static final String JOB = "dataloop";

  private DataloopTopology() {}

  /** How a source must stamp its records: event time of the record, bounded disorder. */
  public static WatermarkStrategy<DataloopInput> eventTime(DataloopConfig config) {
    return WatermarkStrategy.<DataloopInput>forBoundedOutOfOrderness(config.outOfOrderness())
        .withTimestampAssigner((in, kafkaTime) -> in.time());
  }

  /**
   * Operators only; sources and sinks are the caller's.
   *
   * @param input records of all kinds, stamped by {@link #eventTime}
   * @param control updates; they never hold back event time
   */
  public static DataloopStreams define(
      DataStream<DataloopInput> input, DataStream<ControlRecord> control, DataloopConfig config) {
    SingleOutputStreamOperator<DataloopRecord> taken =
        input.process(new DataloopIntake(config)).uid(DataloopUids.INTAKE).name("Intake");
    SingleOutputStreamOperator<RateEvent> played =
        taken
            .keyBy(DataloopRecord::key, ImmutableTypeInfo.TEXT)
            .connect(control.broadcast(PlayFunction.CONTROL))
            .process(new PlayFunction(config))
            .uid(DataloopUids.PLAY)
            .name("Play");
    SingleOutputStreamOperator<RateRow> rates =
        played
            .keyBy(RateEvent::scope, ImmutableTypeInfo.TEXT)
            .process(new RatesFunction(config))
            .uid(DataloopUids.RATES)
            .name("Rates");
    SingleOutputStreamOperator<DeadLetter> badControl =
        control
            .process(new ControlRefusals(JOB))
            .uid(DataloopUids.CONTROL_REFUSALS)
            .name("Refused control");
    return new DataloopStreams(
        played.getSideOutput(PlayFunction.TRAIN),
        played.getSideOutput(PlayFunction.EXPAND),
        played.getSideOutput(PlayFunction.DROP),
        rates,
        played.getSideOutput(PlayFunction.SEARCHES),
        played.getSideOutput(PlayFunction.PLANS),
        played
            .getSideOutput(PlayFunction.ALERTS)
            .union(
                UnknownFieldFunction.alerts(
                    JOB,
                    DataloopUids.UNKNOWN_FIELDS,
                    taken
                        .getSideOutput(UnknownFieldsSeen.SEEN)
                        .union(badControl.getSideOutput(UnknownFieldsSeen.SEEN)))),
        taken
            .getSideOutput(IntakeFunction.REFUSED)
            .union(played.getSideOutput(PlayFunction.REFUSED), badControl));
  }
}
