package io.flyball.jobs.loop;

import io.flyball.core.loop.PanePart;
import io.flyball.core.record.DeadLetter;
import io.flyball.jobs.runtime.ControlRecord;
import io.flyball.jobs.runtime.ControlRefusals;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The loop job without its ends.
 *
 * <pre>
 *   exposures  ┐
 *   attributed ├► timeliness ─┬► by user: deduplicate ─► pre-aggregate ─┐
 *   decisions  │      │       ├► outcomes ──────────────────────────────┼► by scope: windows ─► metrics
 *   turns      │      │       └► by episode: episodes ──────────────────┘
 *   spans      ┘      └► dead letters
 * </pre>
 */
public final class LoopTopology {
  /** Name of the job in metrics, alerts and dead letters, and its target on the control stream. */
  public static final String JOB = "loop";

  private LoopTopology() {}

  /** How a source must stamp its records: event time of the record, bounded disorder. */
  public static WatermarkStrategy<LoopInput> eventTime(LoopConfig config) {
    return WatermarkStrategy.<LoopInput>forBoundedOutOfOrderness(config.outOfOrderness())
        .withTimestampAssigner((in, kafkaTime) -> in.time());
  }

  /**
   * Operators only; sources and sinks are the caller's.
   *
   * @param input the data, stamped by {@link #eventTime}
   * @param control control updates, stamped so that they never hold back event time
   */
  public static LoopStreams define(
      DataStream<LoopInput> input, DataStream<ControlRecord> control, LoopConfig config) {
    SingleOutputStreamOperator<Touch> timely =
        input.process(new TimelinessFunction(config)).uid(LoopUids.TIMELINESS).name("Timeliness");
    SingleOutputStreamOperator<Touch> distinct =
        timely
            .keyBy(Touch::owner, Types.LONG)
            .process(new DeduplicateFunction(config))
            .uid(LoopUids.DEDUPLICATION)
            .name("Deduplicate");
    SingleOutputStreamOperator<MetricRow> metrics =
        parts(timely, distinct, config)
            .keyBy(PanePart::scope, Types.STRING)
            .process(new WindowFunction(config))
            .uid(LoopUids.WINDOWS)
            .name("Windows");
    return new LoopStreams(metrics, deadLetters(timely, control));
  }

  /** The first stage of aggregation. */
  private static DataStream<PanePart> parts(
      SingleOutputStreamOperator<Touch> timely,
      SingleOutputStreamOperator<Touch> distinct,
      LoopConfig config) {
    TypeInformation<PanePart> type = TypeInformation.of(PanePart.class);
    SingleOutputStreamOperator<PanePart> counted =
        distinct
            .transform("Pre-aggregate", type, new PreAggregate(config))
            .uid(LoopUids.PRE_AGGREGATE);
    SingleOutputStreamOperator<PanePart> outcomes =
        timely
            .getSideOutput(TimelinessFunction.OUTCOMES)
            .flatMap(new OutcomeFunction(config))
            .returns(type)
            .uid(LoopUids.OUTCOMES)
            .name("Outcomes");
    SingleOutputStreamOperator<PanePart> attempts =
        timely
            .getSideOutput(TimelinessFunction.TURNS)
            .keyBy(TurnSeen::episode, Types.STRING)
            .process(new EpisodeFunction(config))
            .uid(LoopUids.EPISODES)
            .name("Episodes");
    return counted.union(outcomes, attempts);
  }

  private static DataStream<DeadLetter> deadLetters(
      SingleOutputStreamOperator<Touch> timely, DataStream<ControlRecord> control) {
    DataStream<DeadLetter> badControl =
        control
            .process(new ControlRefusals(JOB))
            .uid(LoopUids.CONTROL_REFUSALS)
            .name("Refused control");
    return timely.getSideOutput(TimelinessFunction.REFUSED).union(badControl);
  }
}
