package io.flyball.jobs.loop;

import io.flyball.core.loop.PanePart;
import io.flyball.core.record.Alert;
import io.flyball.core.record.ControlUpdate;
import io.flyball.core.record.DeadLetter;
import io.flyball.jobs.runtime.ControlRecord;
import io.flyball.jobs.runtime.ControlRefusals;
import io.flyball.jobs.runtime.ImmutableTypeInfo;
import io.flyball.jobs.runtime.UnknownFieldFunction;
import io.flyball.jobs.runtime.UnknownFieldsSeen;
import java.util.Set;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The loop job without its ends.
 *
 * <pre>
 *   exposures  ┐                ┌► by user: deduplicate ─┬► pre-aggregate ─┐
 *   attributed │                │                        └► bundle ─────┐  │
 *   decisions  ├► timeliness ───┼► outcomes ────────────────────────────┼─►┼► by scope: windows ─► metrics
 *   turns      │      │         ├► by episode: episodes ────────────────┼─►┘      │         └► governor ─► control
 *   spans      ┘      ▼         └► by trace: traces ─► stage feedback   ▼         ▼
 *                dead letters                          by scope: detectors ─► patterns ─► silence ─► alerts
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
    SingleOutputStreamOperator<Interaction> timely =
        input.process(new TimelinessFunction(config)).uid(LoopUids.TIMELINESS).name("Timeliness");
    SingleOutputStreamOperator<Interaction> distinct =
        timely
            .keyBy(Interaction::owner, Types.LONG)
            .process(new DeduplicateFunction(config))
            .uid(LoopUids.DEDUPLICATION)
            .name("Deduplicate");
    SingleOutputStreamOperator<PanePart> outcomes =
        timely
            .getSideOutput(TimelinessFunction.OUTCOMES)
            .process(new OutcomeFunction(config))
            .uid(LoopUids.OUTCOMES)
            .name("Outcomes");
    SingleOutputStreamOperator<PanePart> attempts =
        timely
            .getSideOutput(TimelinessFunction.TURNS)
            .keyBy(TurnSeen::episode, ImmutableTypeInfo.TEXT)
            .process(new EpisodeFunction(config))
            .uid(LoopUids.EPISODES)
            .name("Episodes");
    SingleOutputStreamOperator<MetricRow> metrics =
        parts(distinct, config)
            .union(outcomes, attempts)
            .keyBy(PanePart::scope, ImmutableTypeInfo.TEXT)
            .process(new WindowFunction(config))
            .uid(LoopUids.WINDOWS)
            .name("Windows");
    SingleOutputStreamOperator<StageFeedbackRow> stages =
        timely
            .getSideOutput(TimelinessFunction.TRACES)
            .keyBy(TraceSeen::trace, ImmutableTypeInfo.TEXT)
            .process(new TraceFunction(config))
            .uid(LoopUids.TRACES)
            .name("Traces");
    SingleOutputStreamOperator<DeadLetter> badControl =
        control
            .process(new ControlRefusals(JOB))
            .uid(LoopUids.CONTROL_REFUSALS)
            .name("Refused control");
    return new LoopStreams(
        metrics,
        metrics.getSideOutput(WindowFunction.EARLY),
        alerts(distinct, outcomes, metrics, control, config)
            .union(
                attempts.getSideOutput(FullAlert.ALERTS),
                stages.getSideOutput(FullAlert.ALERTS),
                UnknownFieldFunction.alerts(
                    JOB,
                    LoopUids.UNKNOWN_FIELDS,
                    timely
                        .getSideOutput(UnknownFieldsSeen.SEEN)
                        .union(badControl.getSideOutput(UnknownFieldsSeen.SEEN)))),
        stages,
        governed(metrics, control, config),
        timely.getSideOutput(TimelinessFunction.REFUSED).union(badControl));
  }

  private static DataStream<Alert> alerts(
      SingleOutputStreamOperator<Interaction> distinct,
      SingleOutputStreamOperator<PanePart> outcomes,
      SingleOutputStreamOperator<MetricRow> metrics,
      DataStream<ControlRecord> control,
      LoopConfig config) {
    TypeInformation<Finding> type = TypeInformation.of(Finding.class);
    SingleOutputStreamOperator<Finding> drift =
        distinct
            .transform("Bundle", TypeInformation.of(SignalBundle.class), new BundleSignals(config))
            .uid(LoopUids.BUNDLES)
            .union(outcomes.getSideOutput(OutcomeFunction.SIGNALS))
            .keyBy(SignalBundle::scope, ImmutableTypeInfo.TEXT)
            .process(new DetectFunction(config))
            .uid(LoopUids.DETECTORS)
            .name("Detectors");
    SingleOutputStreamOperator<Finding> windows =
        metrics
            .flatMap(new WindowFindings(config))
            .returns(type)
            .uid(LoopUids.WINDOW_FINDINGS)
            .name("Findings of windows");
    SingleOutputStreamOperator<Finding> findings =
        drift.union(windows).transform("Stamp", type, new Stamp()).uid(LoopUids.STAMP);
    DataStream<Alert> alarms =
        drift
            .map(DiagnosisAlert::drift)
            .returns(TypeInformation.of(Alert.class))
            .uid(LoopUids.DRIFT)
            .name("Drift");
    return alarms
        .union(new Diagnoses(config.diagnoses()).of(findings))
        .connect(control.broadcast(SilenceFunction.CONTROL))
        .process(new SilenceFunction())
        .uid(LoopUids.SILENCE)
        .name("Silence");
  }

  private static DataStream<ControlUpdate> governed(
      SingleOutputStreamOperator<MetricRow> metrics,
      DataStream<ControlRecord> control,
      LoopConfig config) {
    Set<String> scopes = Set.copyOf(config.governor().scopes());
    String metric = config.governor().metric();
    long window = config.window().toMillis();
    return metrics
        .filter(
            row ->
                row.metric().equals(metric)
                    && scopes.contains(row.scope())
                    && row.windowEnd() - row.windowStart() == window)
        .uid(LoopUids.GOVERNOR_INPUT)
        .name("What is governed")
        .keyBy(MetricRow::scope, ImmutableTypeInfo.TEXT)
        .connect(control.broadcast(SilenceFunction.CONTROL))
        .process(new GovernorFunction(config))
        .uid(LoopUids.GOVERNOR)
        .name("Governor");
  }

  /** The first stage of aggregation. */
  private static DataStream<PanePart> parts(
      SingleOutputStreamOperator<Interaction> distinct, LoopConfig config) {
    return distinct
        .transform("Pre-aggregate", TypeInformation.of(PanePart.class), new PreAggregate(config))
        .uid(LoopUids.PRE_AGGREGATE);
  }
}
