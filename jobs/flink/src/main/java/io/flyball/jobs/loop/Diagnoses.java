package io.flyball.jobs.loop;

import io.flyball.core.drift.Direction;
import io.flyball.core.loop.LoopSignal;
import io.flyball.core.record.Alert;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.cep.CEP;
import org.apache.flink.cep.EventComparator;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * Patterns of findings in one scope that make a diagnosis. Each works in event time with ties
 * broken by id, ends its partial matches by {@code within}, and starts afresh after a match.
 */
final class Diagnoses {
  /** Findings that came after event time had passed them. */
  static final OutputTag<Finding> LATE =
      new OutputTag<>("late-for-diagnoses", TypeInformation.of(Finding.class));

  private final DiagnosisConfig config;
  private final List<DataStream<Finding>> late = new ArrayList<>();

  Diagnoses(DiagnosisConfig config) {
    this.config = config;
  }

  /** All diagnoses of the findings. */
  DataStream<Alert> of(DataStream<Finding> findings) {
    return echoChamber(findings)
        .union(takeover(findings), hacking(findings), harmfulJudge(findings));
  }

  /** What came too late for a pattern. */
  DataStream<Finding> late() {
    return late.stream().reduce((a, b) -> a.union(b)).orElseThrow();
  }

  /**
   * The head grows and the tail shrinks, then users' categories become fewer. Head and tail are two
   * sides of one change, and which detector speaks first is chance: either order counts.
   */
  SingleOutputStreamOperator<Alert> echoChamber(DataStream<Finding> findings) {
    return match(
        findings,
        Pattern.<Finding>begin("one", fresh())
            .where(SimpleCondition.of(f -> isHeadUp(f) || isTailDown(f)))
            .followedBy("other")
            .where(new OtherHalf())
            .followedBy("variety")
            .where(SimpleCondition.of(f -> f.is(LoopSignal.FEEDBACK_VARIETY, Direction.DOWN))),
        config.echoChamberWithin(),
        "ECHO_CHAMBER",
        LoopUids.ECHO_CHAMBER);
  }

  /** Generated content enters a later phase from one window to the next. */
  SingleOutputStreamOperator<Alert> takeover(DataStream<Finding> findings) {
    Pattern<Finding, ?> phases =
        Pattern.<Finding>begin("from", AfterMatchSkipStrategy.noSkip())
            .next("to")
            .where(new LaterPhase());
    return match(
        only(findings, Finding.PHASE, LoopUids.TAKEOVER),
        phases,
        config.takeoverWithin(),
        "SOURCE_TAKEOVER",
        LoopUids.TAKEOVER);
  }

  /** Immediate feedback rises and departs from hindsight, in either order; hindsight is flat. */
  SingleOutputStreamOperator<Alert> hacking(DataStream<Finding> findings) {
    return match(
        findings,
        Pattern.<Finding>begin("one", fresh())
            .where(SimpleCondition.of(Diagnoses::isHackingSign))
            .notFollowedBy("hindsight")
            .where(SimpleCondition.of(f -> f.is(LoopSignal.HINDSIGHT, Direction.UP)))
            .followedBy("other")
            .where(new OtherSign()),
        config.hackingWithin(),
        "REWARD_HACKING",
        LoopUids.HACKING);
  }

  private static boolean isHackingSign(Finding f) {
    return f.is(LoopSignal.IMMEDIATE, Direction.UP) || f.is(LoopSignal.DIVERGENCE, Direction.UP);
  }

  /** A judge lowers the share of what is solved, in so many windows in a row. */
  SingleOutputStreamOperator<Alert> harmfulJudge(DataStream<Finding> findings) {
    Pattern<Finding, Finding> harm =
        Pattern.<Finding>begin("harm", fresh())
            .where(SimpleCondition.of(f -> f.is(Finding.JUDGE, Direction.DOWN)));
    if (config.judgeWindows() > 1) {
      harm = harm.times(config.judgeWindows()).consecutive();
    }
    return match(
        only(findings, Finding.JUDGE, LoopUids.HARMFUL_JUDGE),
        harm,
        config.takeoverWithin(),
        "HARMFUL_JUDGE",
        LoopUids.HARMFUL_JUDGE);
  }

  /** Other findings would stand between two that must follow each other at once. */
  private static DataStream<Finding> only(DataStream<Finding> findings, String what, String uid) {
    return findings.filter(f -> f.what().equals(what)).uid(uid + "-input").name(what);
  }

  private SingleOutputStreamOperator<Alert> match(
      DataStream<Finding> findings,
      Pattern<Finding, ?> pattern,
      Duration within,
      String kind,
      String uid) {
    SingleOutputStreamOperator<Alert> alerts =
        CEP.pattern(
                findings.keyBy(Finding::scope, Types.STRING), pattern.within(within), new ById())
            .inEventTime()
            .sideOutputLateData(LATE)
            .process(new DiagnosisAlert(kind))
            .uid(uid)
            .name(kind);
    late.add(alerts.getSideOutput(LATE));
    return alerts;
  }

  private static AfterMatchSkipStrategy fresh() {
    return AfterMatchSkipStrategy.skipPastLastEvent();
  }

  /** Breaks ties of event time, so that order never depends on arrival. */
  private static final class ById implements EventComparator<Finding> {
    private static final long serialVersionUID = 1;

    @Override
    public int compare(Finding a, Finding b) {
      return Comparator.comparing(Finding::id).compare(a, b);
    }
  }

  private static boolean isHeadUp(Finding f) {
    return f.is(LoopSignal.EXPOSURE_HEAD, Direction.UP)
        || f.is(LoopSignal.FEEDBACK_HEAD, Direction.UP);
  }

  private static boolean isTailDown(Finding f) {
    return f.is(LoopSignal.EXPOSURE_TAIL, Direction.DOWN)
        || f.is(LoopSignal.FEEDBACK_TAIL, Direction.DOWN);
  }

  /** The head where the first was the tail, and the other way round. */
  private static final class OtherHalf extends IterativeCondition<Finding> {
    private static final long serialVersionUID = 1;

    @Override
    public boolean filter(Finding other, Context<Finding> context) throws Exception {
      for (Finding one : context.getEventsForPattern("one")) {
        return isHeadUp(one) ? isTailDown(other) : isHeadUp(other);
      }
      return false;
    }
  }

  /** A later phase than the window before had. */
  private static final class LaterPhase extends IterativeCondition<Finding> {
    private static final long serialVersionUID = 1;

    @Override
    public boolean filter(Finding to, Context<Finding> context) throws Exception {
      for (Finding from : context.getEventsForPattern("from")) {
        return to.after() > from.after();
      }
      return false;
    }
  }

  /** The sign of reward hacking that the first one was not. */
  private static final class OtherSign extends IterativeCondition<Finding> {
    private static final long serialVersionUID = 1;

    @Override
    public boolean filter(Finding other, Context<Finding> context) throws Exception {
      for (Finding one : context.getEventsForPattern("one")) {
        return isHackingSign(other) && !other.what().equals(one.what());
      }
      return false;
    }
  }
}
