package io.flyball.jobs.gate;

import io.flyball.core.gate.StageController;
import io.flyball.core.gate.Verdict;
import io.flyball.core.record.Alert;
import io.flyball.jobs.gate.GateSign.Kind;
import io.flyball.jobs.runtime.ImmutableTypeInfo;
import io.flyball.jobs.runtime.Patterns;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.cep.EventComparator;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SerializableFunction;

/**
 * Patterns of actions and tries in time. Each sees only what can be part of it, works in event time
 * with ties broken by {@link GateSign#ORDER}, ends its partial matches by {@code within}, starts
 * afresh after a match, and hands what came too late for it to a side output.
 */
final class GatePatterns {
  /** What came after event time had passed it. */
  static final OutputTag<GateSign> LATE =
      new OutputTag<>("late-for-patterns", TypeInformation.of(GateSign.class));

  private final GatePatternConfig config;
  private final Patterns<GateSign> patterns = new Patterns<>(LATE, new ByNumber());

  GatePatterns(GatePatternConfig config) {
    this.config = config;
  }

  /**
   * The same primitive fails again and again in an episode: tries whose answers follow each other.
   *
   * @param times h, at least 2
   */
  SingleOutputStreamOperator<Alert> looping(DataStream<NextRow> next, int times) {
    DataStream<GateSign> failed =
        next.filter(row -> !row.move().equals(StageController.Move.NEXT.name()))
            .uid(GateUids.LOOPING + "-filter")
            .name("Failed tries")
            .map(GateSign::failedTry, TypeInformation.of(GateSign.class))
            .uid(GateUids.LOOPING + "-input")
            .name("Signs of loops");
    Pattern<GateSign, ?> loop =
        Patterns.<GateSign>begin("try").where(new SamePrimitive()).times(times).consecutive();
    return match(
        failed,
        GatePatterns::sessionAndSubject,
        loop,
        config.loopingWithin(),
        new Match(GateAlerts::looping),
        "LOOPING",
        GateUids.LOOPING);
  }

  /** An action is blocked; the task is proposed anew; that proposal is blocked too. */
  SingleOutputStreamOperator<Alert> blockedAgain(
      DataStream<ActionEvent> proposals, DataStream<VerdictRow> verdicts) {
    DataStream<GateSign> again =
        proposals
            .filter(event -> event.proposed().attempt() > 1)
            .uid(GateUids.BLOCKED_AGAIN + "-proposals-filter")
            .name("Later proposals")
            .map(GateSign::proposal, TypeInformation.of(GateSign.class))
            .uid(GateUids.BLOCKED_AGAIN + "-proposals")
            .name("Signs of later proposals");
    DataStream<GateSign> blocked =
        verdicts
            .filter(row -> row.kind().equals(Verdict.Kind.BLOCK.name()))
            .uid(GateUids.BLOCKED_AGAIN + "-filter")
            .name("Blocked")
            .map(row -> GateSign.verdict(row, Kind.BLOCKED), TypeInformation.of(GateSign.class))
            .uid(GateUids.BLOCKED_AGAIN + "-input")
            .name("Signs of blocks");
    Pattern<GateSign, ?> pattern =
        Patterns.<GateSign>begin("blocked")
            .where(is(Kind.BLOCKED))
            .followedBy("proposed")
            .where(new LaterProposal())
            .followedBy("blocked again")
            .where(new ThatProposal());
    return match(
        again.union(blocked),
        GatePatterns::sessionAndSubject,
        pattern,
        config.blockedAgainWithin(),
        new Match(GateAlerts::blockedAgain),
        "BLOCKED_AGAIN",
        GateUids.BLOCKED_AGAIN);
  }

  /**
   * A critic finds an action wrong that runs already.
   *
   * @param critiques of actions that some version of the rules lets run
   */
  SingleOutputStreamOperator<Alert> rejectedAfterExecution(
      DataStream<VerdictRow> verdicts, DataStream<GateSign> critiques) {
    DataStream<GateSign> executed =
        verdicts
            .filter(row -> Verdict.Kind.valueOf(row.kind()).executes())
            .uid(GateUids.REJECTED + "-filter")
            .name("Executed")
            .map(row -> GateSign.verdict(row, Kind.EXECUTED), TypeInformation.of(GateSign.class))
            .uid(GateUids.REJECTED + "-input")
            .name("Signs of executions");
    Pattern<GateSign, ?> pattern =
        Patterns.<GateSign>begin("executed")
            .where(is(Kind.EXECUTED))
            .followedBy("rejected")
            .where(new Rejection());
    return match(
        executed.union(critiques),
        GateSign::id,
        pattern,
        config.rejectedWithin(),
        new Match(GateAlerts::rejectedAfterExecution),
        "REJECTED_AFTER_EXECUTION",
        GateUids.REJECTED);
  }

  /** Counts what came too late for the patterns defined so far. */
  DataStream<Alert> countLate() {
    return patterns.countLate(GateTopology.JOB, GateUids.LATE_FOR_PATTERNS);
  }

  private SingleOutputStreamOperator<Alert> match(
      DataStream<GateSign> signs,
      KeySelector<GateSign, String> key,
      Pattern<GateSign, ?> pattern,
      Duration within,
      Match alert,
      String kind,
      String uid) {
    return patterns.match(
        signs.keyBy(key, ImmutableTypeInfo.TEXT), pattern.within(within), alert, kind, uid);
  }

  private static String sessionAndSubject(GateSign sign) {
    return sign.session() + '\u0000' + sign.about();
  }

  private static SimpleCondition<GateSign> is(Kind kind) {
    return SimpleCondition.of(sign -> sign.kind() == kind);
  }

  /** The primitive of the try before, whose answer was the one before. */
  private static final class SamePrimitive extends IterativeCondition<GateSign> {
    private static final long serialVersionUID = 1;

    @Override
    public boolean filter(GateSign sign, IterativeCondition.Context<GateSign> context)
        throws Exception {
      GateSign last = null;
      for (GateSign before : context.getEventsForPattern("try")) {
        last = before;
      }
      return last == null
          || (sign.name().equals(last.name()) && sign.number() == last.number() + 1);
    }
  }

  /** A proposal after the blocked one. */
  private static final class LaterProposal extends IterativeCondition<GateSign> {
    private static final long serialVersionUID = 1;

    @Override
    public boolean filter(GateSign sign, IterativeCondition.Context<GateSign> context)
        throws Exception {
      return sign.kind() == Kind.PROPOSAL
          && sign.number() > context.getEventsForPattern("blocked").iterator().next().number();
    }
  }

  /** The verdict on that proposal. */
  private static final class ThatProposal extends IterativeCondition<GateSign> {
    private static final long serialVersionUID = 1;

    @Override
    public boolean filter(GateSign sign, IterativeCondition.Context<GateSign> context)
        throws Exception {
      return sign.kind() == Kind.BLOCKED
          && sign.id().equals(context.getEventsForPattern("proposed").iterator().next().id());
    }
  }

  /** A critique below the threshold under which the action runs. */
  private static final class Rejection extends IterativeCondition<GateSign> {
    private static final long serialVersionUID = 1;

    @Override
    public boolean filter(GateSign sign, IterativeCondition.Context<GateSign> context)
        throws Exception {
      return sign.kind() == Kind.CRITIQUE
          && sign.probability()
              < context.getEventsForPattern("executed").iterator().next().probability();
    }
  }

  /** The alert of a match. */
  private static final class Match extends PatternProcessFunction<GateSign, Alert> {
    private static final long serialVersionUID = 1;

    private final SerializableFunction<List<GateSign>, Alert> alert;

    /**
     * @param alert of the signs of a match in their order
     */
    Match(SerializableFunction<List<GateSign>, Alert> alert) {
      this.alert = alert;
    }

    @Override
    public void processMatch(
        Map<String, List<GateSign>> match,
        PatternProcessFunction.Context context,
        Collector<Alert> out) {
      // Flink gives the parts in the order of the pattern.
      out.collect(alert.apply(match.values().stream().flatMap(List::stream).toList()));
    }
  }

  private static final class ByNumber implements EventComparator<GateSign> {
    private static final long serialVersionUID = 1;

    @Override
    public int compare(GateSign a, GateSign b) {
      return GateSign.ORDER.compare(a, b);
    }
  }
}
