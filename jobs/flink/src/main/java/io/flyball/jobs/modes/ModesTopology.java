package io.flyball.jobs.modes;

import io.flyball.core.record.DeadLetter;
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
 * The modes job without its ends.
 *
 * <pre>
 *   observations ┐             ┌► dead letters      control
 *   others       ├► intake ────┤                       │ broadcast
 *                              └► by entity: play ◄────┘──► states, alerts, dead letters
 *                                   ├► by segment: rates, alerts
 *                                   └► by scope: diversity, alerts
 * </pre>
 */
public final class ModesTopology {
  /** Name of the job in metrics, alerts and dead letters, and its target on the control stream. */
  public static final String JOB = "modes";

  private ModesTopology() {}

  /** How a source must stamp its records: event time of the record, bounded disorder. */
  public static WatermarkStrategy<ModesInput> eventTime(ModesConfig config) {
    return WatermarkStrategy.<ModesInput>forBoundedOutOfOrderness(config.outOfOrderness())
        .withTimestampAssigner((in, kafkaTime) -> in.time());
  }

  /**
   * Operators only; sources and sinks are the caller's.
   *
   * @param input observations and records of other streams, stamped by {@link #eventTime}
   * @param control control updates, stamped so that they never hold back event time
   */
  public static ModesStreams define(
      DataStream<ModesInput> input, DataStream<ControlRecord> control, ModesConfig config) {
    SingleOutputStreamOperator<Observation> taken =
        input.process(new ModesIntake(config)).uid(ModesUids.INTAKE).name("Intake");
    SingleOutputStreamOperator<ModeStep> states =
        taken
            .keyBy(Observation::stateKey, ImmutableTypeInfo.TEXT)
            .connect(control.broadcast())
            .transform("Entities", TypeInformation.of(ModeStep.class), new EntityOperator(config))
            .uid(ModesUids.ENTITIES);
    SingleOutputStreamOperator<RatesRow> rates =
        states
            .getSideOutput(EntityFunction.SEGMENTS)
            .keyBy(SegmentEvent::segment, ImmutableTypeInfo.TEXT)
            .process(new SegmentFunction(config))
            .uid(ModesUids.SEGMENTS)
            .name("Segments");
    SingleOutputStreamOperator<DiversityRow> diversity =
        states
            .getSideOutput(EntityFunction.SCOPES)
            .keyBy(ScopeEvent::scope, ImmutableTypeInfo.TEXT)
            .process(new ScopeFunction(config))
            .uid(ModesUids.SCOPES)
            .name("Scopes");
    SingleOutputStreamOperator<DeadLetter> badControl =
        control
            .process(new ControlRefusals(JOB))
            .uid(ModesUids.CONTROL_REFUSALS)
            .name("Refused control");
    return new ModesStreams(
        states,
        rates,
        diversity,
        states
            .getSideOutput(EntityFunction.ALERTS)
            .union(
                rates.getSideOutput(SegmentFunction.ALERTS),
                diversity.getSideOutput(ScopeFunction.ALERTS),
                UnknownFieldFunction.alerts(
                    JOB,
                    ModesUids.UNKNOWN_FIELDS,
                    taken
                        .getSideOutput(UnknownFieldsSeen.SEEN)
                        .union(badControl.getSideOutput(UnknownFieldsSeen.SEEN)))),
        taken
            .getSideOutput(IntakeFunction.REFUSED)
            .union(states.getSideOutput(EntityFunction.REFUSED), badControl));
  }
}
