package io.flyball.jobs.feedback;

import io.flyball.core.feedback.AttributedFeedback;
import io.flyball.core.record.Alert;
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
 * The feedback job without its ends.
 *
 * <pre>
 *   exposures ┐                ┌► dead letters ◄┐            control
 *             ├► timeliness ───┤                │               │ broadcast
 *   signals  ─┘                └► by id: deduplicate ─► by user: attribute ─► attributed
 *                                                               ├► signals ─► patterns ─► alerts
 *                                                               └► early ──► pattern ──┘
 * </pre>
 */
public final class FeedbackTopology {
  /** Name of the job in metrics, alerts and dead letters, and its target on the control stream. */
  public static final String JOB = "feedback";

  private FeedbackTopology() {}

  /** How a source must stamp its records: event time of the record, bounded disorder. */
  public static WatermarkStrategy<Ingested> eventTime(FeedbackConfig config) {
    return WatermarkStrategy.<Ingested>forBoundedOutOfOrderness(config.outOfOrderness())
        .withTimestampAssigner((in, kafkaTime) -> in.time());
  }

  /**
   * Operators only; sources and sinks are the caller's.
   *
   * @param input exposures and signals, stamped by {@link #eventTime}
   * @param control control updates, stamped so that they never hold back event time
   */
  public static FeedbackStreams define(
      DataStream<Ingested> input, DataStream<ControlRecord> control, FeedbackConfig config) {
    SingleOutputStreamOperator<PackedEvent> timely =
        input
            .process(new TimelinessFunction(config), PackedEventCodec.TYPE)
            .uid(FeedbackUids.TIMELINESS)
            .name("Timeliness");
    SingleOutputStreamOperator<PackedEvent> distinct =
        timely
            .keyBy(PackedEvent::identity, ImmutableTypeInfo.TEXT)
            .transform("Deduplicate", PackedEventCodec.TYPE, new DeduplicateOperator(config))
            .uid(FeedbackUids.DEDUPLICATION);
    SingleOutputStreamOperator<AttributedFeedback> attributed =
        distinct
            .keyBy(PackedEvent::user, ImmutableTypeInfo.TEXT)
            .connect(control.broadcast(AttributeFunction.CONTROL))
            .process(new AttributeFunction(config))
            .uid(FeedbackUids.ATTRIBUTION)
            .name("Attribute");
    SingleOutputStreamOperator<DeadLetter> badControl =
        control
            .process(new ControlRefusals(JOB))
            .uid(FeedbackUids.CONTROL_REFUSALS)
            .name("Refused control");
    return new FeedbackStreams(
        attributed,
        alerts(attributed, config)
            .union(
                UnknownFieldFunction.alerts(
                    JOB,
                    FeedbackUids.UNKNOWN_FIELDS,
                    timely
                        .getSideOutput(UnknownFieldsSeen.SEEN)
                        .union(badControl.getSideOutput(UnknownFieldsSeen.SEEN)))),
        deadLetters(timely, distinct, badControl));
  }

  private static DataStream<DeadLetter> deadLetters(
      SingleOutputStreamOperator<PackedEvent> timely,
      SingleOutputStreamOperator<PackedEvent> distinct,
      DataStream<DeadLetter> badControl) {
    return timely
        .getSideOutput(TimelinessFunction.REFUSED)
        .union(distinct.getSideOutput(DeduplicateFunction.CONFLICTS), badControl);
  }

  private static DataStream<Alert> alerts(
      SingleOutputStreamOperator<AttributedFeedback> attributed, FeedbackConfig config) {
    DataStream<PatternEvent> signals = attributed.getSideOutput(AttributeFunction.SIGNALS);
    DataStream<PatternEvent> early = attributed.getSideOutput(AttributeFunction.EARLY);
    FeedbackPatterns patterns = new FeedbackPatterns(config.patterns());
    SingleOutputStreamOperator<Alert> burst = patterns.burst(signals);
    SingleOutputStreamOperator<Alert> flipFlop = patterns.flipFlop(signals);
    SingleOutputStreamOperator<Alert> before = patterns.signalBeforeExposure(early);
    SingleOutputStreamOperator<Alert> repeated = patterns.repeatedText(signals);
    return burst.union(
        flipFlop,
        before,
        repeated,
        patterns.countLate(),
        attributed.getSideOutput(AttributeFunction.ALERTS));
  }
}
