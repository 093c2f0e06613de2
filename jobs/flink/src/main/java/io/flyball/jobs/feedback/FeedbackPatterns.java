package io.flyball.jobs.feedback;

import io.flyball.core.feedback.SignalKind;
import io.flyball.core.record.Alert;
import java.util.Comparator;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.cep.CEP;
import org.apache.flink.cep.EventComparator;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * Patterns of feedback abuse. Each looks at persons only, works in event time with ties broken by
 * signal id, ends its partial matches by {@code within}, starts afresh after a match, and hands
 * what came too late for it to a side output.
 */
final class FeedbackPatterns {
  /** Signals that came after event time had passed them. */
  static final OutputTag<PatternEvent> LATE =
      new OutputTag<>("late-for-patterns", TypeInformation.of(PatternEvent.class));

  private final PatternConfig config;

  FeedbackPatterns(PatternConfig config) {
    this.config = config;
  }

  /** Many signals of one user in a short time. */
  SingleOutputStreamOperator<Alert> burst(DataStream<PatternEvent> signals) {
    Pattern<PatternEvent, ?> burst =
        Pattern.<PatternEvent>begin("signal", fresh())
            .times(config.burstSignals())
            .within(config.burstWithin());
    return detect(
        signals.keyBy(PatternEvent::user, TypeInformation.of(String.class)),
        burst,
        new PatternAlert("BURST", PatternAlert.Scope.USER, Alert.Severity.WARNING),
        FeedbackUids.BURST);
  }

  /** Like, dislike, like of one user on one target. */
  SingleOutputStreamOperator<Alert> flipFlop(DataStream<PatternEvent> signals) {
    Pattern<PatternEvent, ?> flipFlop =
        Pattern.<PatternEvent>begin("like", fresh())
            .where(is(true))
            .followedBy("dislike")
            .where(is(false))
            .followedBy("like again")
            .where(is(true))
            .within(config.flipFlopWithin());
    return detect(
        signals
            .filter(FeedbackPatterns::isOpinion)
            .uid(FeedbackUids.FLIP_FLOP + "-input")
            .name("Opinions")
            .keyBy(FeedbackPatterns::userAndTarget, TypeInformation.of(String.class)),
        flipFlop,
        new PatternAlert("FLIP_FLOP", PatternAlert.Scope.USER, Alert.Severity.INFO),
        FeedbackUids.FLIP_FLOP);
  }

  /** Signals that are older than the exposure they answer. */
  SingleOutputStreamOperator<Alert> signalBeforeExposure(DataStream<PatternEvent> early) {
    Pattern<PatternEvent, ?> before =
        Pattern.<PatternEvent>begin("early", fresh())
            .where(SimpleCondition.of(e -> e.delayMs() < 0))
            .times(config.earlySignals())
            .within(config.earlyWithin());
    return detect(
        early
            .transform("Early", TypeInformation.of(PatternEvent.class), new EarlyStamp())
            .uid(FeedbackUids.EARLY + "-input")
            .keyBy(PatternEvent::user, TypeInformation.of(String.class)),
        before,
        new PatternAlert("SIGNAL_BEFORE_EXPOSURE", PatternAlert.Scope.USER, Alert.Severity.WARNING),
        FeedbackUids.EARLY);
  }

  /** One text from many users. */
  SingleOutputStreamOperator<Alert> repeatedText(DataStream<PatternEvent> signals) {
    int minLength = config.repeatedTextMinLength();
    Pattern<PatternEvent, ?> repeated =
        Pattern.<PatternEvent>begin("first", fresh())
            .followedBy("others")
            .where(new AnotherUser())
            .times(config.repeatedTextUsers() - 1)
            .within(config.repeatedTextWithin());
    return detect(
        signals
            .filter(e -> e.text().length() >= minLength)
            .uid(FeedbackUids.REPEATED_TEXT + "-input")
            .name("Texts")
            .keyBy(PatternEvent::text, TypeInformation.of(String.class)),
        repeated,
        new PatternAlert("REPEATED_TEXT", PatternAlert.Scope.TEXT, Alert.Severity.CRITICAL),
        FeedbackUids.REPEATED_TEXT);
  }

  private static SingleOutputStreamOperator<Alert> detect(
      DataStream<PatternEvent> keyed,
      Pattern<PatternEvent, ?> pattern,
      PatternAlert alert,
      String uid) {
    return CEP.pattern(keyed, pattern, new ById())
        .inEventTime()
        .sideOutputLateData(LATE)
        .process(alert)
        .uid(uid)
        .name(alert.kind());
  }

  private static AfterMatchSkipStrategy fresh() {
    return AfterMatchSkipStrategy.skipPastLastEvent();
  }

  private static SimpleCondition<PatternEvent> is(boolean liked) {
    return SimpleCondition.of(e -> (e.kind() != SignalKind.DISLIKE) == liked);
  }

  private static boolean isOpinion(PatternEvent e) {
    return e.kind() == SignalKind.LIKE
        || e.kind() == SignalKind.LOVE
        || e.kind() == SignalKind.DISLIKE;
  }

  private static String userAndTarget(PatternEvent e) {
    return e.user() + '\u0000' + e.target();
  }

  /** Breaks ties of event time, so that order never depends on arrival. */
  private static final class ById implements EventComparator<PatternEvent> {
    private static final long serialVersionUID = 1;

    @Override
    public int compare(PatternEvent a, PatternEvent b) {
      return Comparator.comparing(PatternEvent::id).compare(a, b);
    }
  }
}
