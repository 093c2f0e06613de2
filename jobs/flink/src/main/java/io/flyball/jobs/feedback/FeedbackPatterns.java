package io.flyball.jobs.feedback;

import io.flyball.core.feedback.SignalKind;
import io.flyball.core.record.Alert;
import io.flyball.jobs.runtime.Patterns;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.cep.EventComparator;
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
  private final Patterns<PatternEvent> patterns = new Patterns<>(LATE, new ById());

  FeedbackPatterns(PatternConfig config) {
    this.config = config;
  }

  /** Many signals of one user in a short time. */
  SingleOutputStreamOperator<Alert> burst(DataStream<PatternEvent> signals) {
    int signalsOfABurst = config.burstSignals();
    Pattern<PatternEvent, ?> burst =
        Patterns.<PatternEvent>begin("signal").times(signalsOfABurst).within(config.burstWithin());
    return detect(
        signals,
        PatternEvent::user,
        new CandidateFunction(
            config.burstWithin().toMillis(),
            signalsOfABurst,
            events -> events.size() >= signalsOfABurst),
        burst,
        new PatternAlert("BURST", PatternAlert.Scope.USER, Alert.Severity.WARNING),
        FeedbackUids.BURST);
  }

  /** Like, dislike, like of one user on one target. */
  SingleOutputStreamOperator<Alert> flipFlop(DataStream<PatternEvent> signals) {
    Pattern<PatternEvent, ?> flipFlop =
        Patterns.<PatternEvent>begin("like")
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
            .name("Opinions"),
        FeedbackPatterns::userAndTarget,
        new CandidateFunction(
            config.flipFlopWithin().toMillis(), 0, FeedbackPatterns::changesItsMind),
        flipFlop,
        new PatternAlert("FLIP_FLOP", PatternAlert.Scope.USER, Alert.Severity.INFO),
        FeedbackUids.FLIP_FLOP);
  }

  /** Signals that are older than the exposure they answer. */
  SingleOutputStreamOperator<Alert> signalBeforeExposure(DataStream<PatternEvent> early) {
    Pattern<PatternEvent, ?> before =
        Patterns.<PatternEvent>begin("early")
            .where(SimpleCondition.of(e -> e.delayMs() < 0))
            .times(config.earlySignals())
            .within(config.earlyWithin());
    PatternAlert alert =
        new PatternAlert("SIGNAL_BEFORE_EXPOSURE", PatternAlert.Scope.USER, Alert.Severity.WARNING);
    return patterns.match(
        early
            .transform("Early", TypeInformation.of(PatternEvent.class), new EarlyStamp())
            .uid(FeedbackUids.EARLY + "-input")
            .keyBy(PatternEvent::user, Types.STRING),
        before,
        alert,
        alert.kind(),
        FeedbackUids.EARLY);
  }

  /** One text from many users. */
  SingleOutputStreamOperator<Alert> repeatedText(DataStream<PatternEvent> signals) {
    int minLength = config.repeatedTextMinLength();
    int users = config.repeatedTextUsers();
    Pattern<PatternEvent, ?> repeated =
        Patterns.<PatternEvent>begin("first")
            .followedBy("others")
            .where(new AnotherUser())
            .times(users - 1)
            .within(config.repeatedTextWithin());
    return detect(
        signals
            .filter(e -> e.text().length() >= minLength)
            .uid(FeedbackUids.REPEATED_TEXT + "-input")
            .name("Texts"),
        PatternEvent::text,
        new CandidateFunction(
            config.repeatedTextWithin().toMillis(),
            0,
            events -> events.stream().map(PatternEvent::user).distinct().count() >= users),
        repeated,
        new PatternAlert("REPEATED_TEXT", PatternAlert.Scope.TEXT, Alert.Severity.CRITICAL),
        FeedbackUids.REPEATED_TEXT);
  }

  /** Counts what came too late for the patterns defined so far. */
  DataStream<Alert> countLate() {
    return patterns.countLate(FeedbackTopology.JOB, FeedbackUids.LATE_FOR_PATTERNS);
  }

  private SingleOutputStreamOperator<Alert> detect(
      DataStream<PatternEvent> signals,
      KeySelector<PatternEvent, String> key,
      CandidateFunction candidates,
      Pattern<PatternEvent, ?> pattern,
      PatternAlert alert,
      String uid) {
    SingleOutputStreamOperator<PatternEvent> likely =
        signals
            .keyBy(key, Types.STRING)
            .process(candidates)
            .uid(uid + "-candidates")
            .name(alert.kind() + " candidates");
    patterns.addLate(likely);
    DataStream<PatternEvent> inTime =
        likely
            .transform(
                "Candidate time",
                TypeInformation.of(PatternEvent.class),
                new CandidateTime(candidates.stretch()))
            .uid(uid + "-time");
    return patterns.match(inTime.keyBy(key, Types.STRING), pattern, alert, alert.kind(), uid);
  }

  private static SimpleCondition<PatternEvent> is(boolean liked) {
    return SimpleCondition.of(e -> (e.kind() != SignalKind.DISLIKE) == liked);
  }

  private static boolean changesItsMind(List<PatternEvent> opinions) {
    long dislikes = opinions.stream().filter(e -> e.kind() == SignalKind.DISLIKE).count();
    return dislikes >= 1 && opinions.size() - dislikes >= 2;
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
