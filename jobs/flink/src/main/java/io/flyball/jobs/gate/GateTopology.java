package io.flyball.jobs.gate;

import io.flyball.core.record.Alert;
import io.flyball.core.record.DeadLetter;
import io.flyball.jobs.runtime.ControlRecord;
import io.flyball.jobs.runtime.ControlRefusals;
import io.flyball.jobs.runtime.ImmutableTypeInfo;
import io.flyball.jobs.runtime.IntakeFunction;
import io.flyball.jobs.runtime.UnknownFieldFunction;
import io.flyball.jobs.runtime.UnknownFieldsSeen;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The gate job without its ends. Every broadcast comes from upstream, so that a verdict waits by
 * event time for all that it may know, and knows nothing else.
 *
 * <pre>
 *   proposals ┐                                             ┌► by critic and risk class: beliefs
 *   critiques ┼► intake ─► by action: once, in order ───────┤             │ broadcast
 *   outcomes  ┘    │                                        └► by session: rules ─► by action: verdicts
 *                  └ event time ┐                                  ▲ broadcast            │
 *   control ────────────────────┴► one: versions ──────────────────┴──────► one: guard ◄──┤ outcomes
 *                                                                              │ broadcast │
 *                                                                              └► choice ◄─┘ ─► verdicts
 *   events ─► intake ─► by episode: failures ─► by session: next
 *   proposals, verdicts, critiques, next ─► patterns ─► alerts
 *   trust of the loop job ─► by critic: beliefs
 * </pre>
 */
public final class GateTopology {
  /** Name of the job in metrics, alerts and dead letters, and its target on the control stream. */
  public static final String JOB = "gate";

  private static final String ONE = "one";

  private GateTopology() {}

  /** How a source must stamp its records. */
  public static WatermarkStrategy<GateInput> eventTime(GateConfig config) {
    return new GateTime(config);
  }

  /** The same without the loop job's trust in judges. */
  public static GateStreams define(
      DataStream<GateInput> input, DataStream<ControlRecord> control, GateConfig config) {
    return define(input, control, Optional.empty(), config);
  }

  /**
   * Operators only; sources and sinks are the caller's.
   *
   * @param input records of the job's topics, stamped by {@link #eventTime}
   * @param control control updates, stamped so that they never hold back event time
   * @param trust the loop job's trust in judges, stamped likewise
   */
  public static GateStreams define(
      DataStream<GateInput> input,
      DataStream<ControlRecord> control,
      Optional<DataStream<JudgeTrust>> trust,
      GateConfig config) {
    Optional<SingleOutputStreamOperator<Judgement>> judges =
        trust.map(rows -> rows.process(new TrustFunction()).uid(GateUids.TRUST).name("Trust"));
    SingleOutputStreamOperator<ActionEvent> taken =
        input.process(new GateIntake(config)).uid(GateUids.INTAKE).name("Intake");
    SingleOutputStreamOperator<RulesVersion> versions = versions(taken, control);
    Optional<SingleOutputStreamOperator<ActionEvent>> answers =
        config.httpCritic().called()
            ? Optional.of(HttpCritic.ask(taken, config.httpCritic()))
            : Optional.empty();
    SingleOutputStreamOperator<ActionEvent> proposals =
        answers
            .<DataStream<ActionEvent>>map(taken::union)
            .orElse(taken)
            .keyBy(ActionEvent::action, ImmutableTypeInfo.TEXT)
            .transform("Actions", TypeInformation.of(ActionEvent.class), new ActionOperator(config))
            .uid(GateUids.ACTIONS);
    DataStream<Judgement> outcomes = proposals.getSideOutput(ActionFunction.JUDGEMENTS);
    SingleOutputStreamOperator<Belief> beliefs =
        judges
            .<DataStream<Judgement>>map(outcomes::union)
            .orElse(outcomes)
            .keyBy(Judgement::subject, ImmutableTypeInfo.TEXT)
            .process(new CriticFunction(config))
            .uid(GateUids.CRITICS)
            .name("Critics");
    SingleOutputStreamOperator<RuledAction> ruled =
        proposals
            .keyBy(event -> event.proposed().session(), ImmutableTypeInfo.TEXT)
            .connect(versions.broadcast(RulesFunction.VERSIONS))
            .process(new RulesFunction(config), TypeInformation.of(RuledAction.class))
            .uid(GateUids.RULES)
            .name("Rules");
    SingleOutputStreamOperator<VerdictRow> trials =
        ruled
            .union(
                proposals
                    .getSideOutput(ActionFunction.REST)
                    .map(RuledAction::without, TypeInformation.of(RuledAction.class))
                    .uid(GateUids.TOGETHER)
                    .name("The rest"))
            .keyBy(RuledAction::action, ImmutableTypeInfo.TEXT)
            .connect(beliefs.broadcast())
            .transform(
                "Verdicts", TypeInformation.of(VerdictRow.class), new VerdictOperator(config))
            .uid(GateUids.VERDICTS);
    SingleOutputStreamOperator<InForce> inForce =
        versions
            .map(version -> new GuardEvent(version, null), TypeInformation.of(GuardEvent.class))
            .uid(GateUids.GUARDED)
            .name("Guarded versions")
            .union(
                trials
                    .getSideOutput(VerdictFunction.SCORED)
                    .map(
                        scored -> new GuardEvent(null, scored),
                        TypeInformation.of(GuardEvent.class))
                    .uid(GateUids.GUARDED_OUTCOMES)
                    .name("Guarded outcomes"))
            .keyBy(event -> ONE, ImmutableTypeInfo.TEXT)
            .process(new GuardFunction(config))
            .uid(GateUids.GUARD)
            .name("Guard");
    SingleOutputStreamOperator<VerdictRow> verdicts =
        trials
            .keyBy(VerdictRow::action, ImmutableTypeInfo.TEXT)
            .connect(inForce.broadcast(ChoiceFunction.IN_FORCE))
            .process(new ChoiceFunction(), TypeInformation.of(VerdictRow.class))
            .uid(GateUids.CHOICE)
            .name("Choice");
    SingleOutputStreamOperator<FailureRow> failures =
        taken
            .getSideOutput(GateIntake.STEPS)
            .keyBy(StepEvent::episode, ImmutableTypeInfo.TEXT)
            .process(new EpisodeFunction(config))
            .uid(GateUids.EPISODES)
            .name("Episodes");
    SingleOutputStreamOperator<NextRow> next =
        failures
            .getSideOutput(EpisodeFunction.PLAYED)
            .keyBy(StepEvent::sessionKey, ImmutableTypeInfo.TEXT)
            .process(new SessionFunction(config))
            .uid(GateUids.SESSIONS)
            .name("Sessions");
    SingleOutputStreamOperator<DeadLetter> badControl =
        control
            .process(new ControlRefusals(JOB))
            .uid(GateUids.CONTROL_REFUSALS)
            .name("Refused control");
    GatePatterns patterns = new GatePatterns(config.patterns());
    DataStream<Alert> found =
        patterns
            .looping(next, config.configured().supervision().loop())
            .union(
                patterns.blockedAgain(proposals, verdicts),
                patterns.rejectedAfterExecution(
                    verdicts, trials.getSideOutput(VerdictFunction.CRITIQUES)));
    DataStream<Alert> ruleAlerts = versions.getSideOutput(VersionsFunction.ALERTS);
    return new GateStreams(
        verdicts,
        failures,
        next,
        answers
            .map(answer -> ruleAlerts.union(answer.getSideOutput(AnswerFunction.ALERTS)))
            .orElse(ruleAlerts)
            .union(
                beliefs.getSideOutput(CriticFunction.ALERTS),
                inForce.getSideOutput(GuardFunction.ALERTS),
                failures.getSideOutput(EpisodeFunction.ALERTS),
                found,
                patterns.countLate(),
                UnknownFieldFunction.alerts(
                    JOB,
                    GateUids.UNKNOWN_FIELDS,
                    taken
                        .getSideOutput(UnknownFieldsSeen.SEEN)
                        .union(badControl.getSideOutput(UnknownFieldsSeen.SEEN)))),
        refused(taken, badControl, judges));
  }

  private static DataStream<DeadLetter> refused(
      SingleOutputStreamOperator<ActionEvent> taken,
      DataStream<DeadLetter> badControl,
      Optional<SingleOutputStreamOperator<Judgement>> judges) {
    DataStream<DeadLetter> refused = taken.getSideOutput(IntakeFunction.REFUSED).union(badControl);
    return judges
        .map(rows -> refused.union(rows.getSideOutput(TrustFunction.REFUSED)))
        .orElse(refused);
  }

  private static SingleOutputStreamOperator<RulesVersion> versions(
      DataStream<ActionEvent> taken, DataStream<ControlRecord> control) {
    return taken
        .filter(never -> false)
        .uid(GateUids.CLOCK)
        .name("Event time")
        .keyBy(event -> ONE, ImmutableTypeInfo.TEXT)
        .connect(control.keyBy(update -> ONE, ImmutableTypeInfo.TEXT))
        .process(new VersionsFunction())
        .uid(GateUids.VERSIONS)
        .name("Versions");
  }
}
