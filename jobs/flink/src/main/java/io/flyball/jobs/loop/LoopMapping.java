package io.flyball.jobs.loop;

import io.flyball.core.loop.Attempt;
import io.flyball.core.loop.HindsightPair;
import io.flyball.core.loop.IdNumber;
import io.flyball.core.loop.JudgeInfluence.Truth;
import io.flyball.core.loop.NetEdit;
import io.flyball.core.loop.Outcome;
import io.flyball.core.loop.PhraseSpread;
import io.flyball.core.loop.Polarity;
import io.flyball.core.loop.ScopeMetrics;
import io.flyball.core.loop.Source;
import io.flyball.core.loop.Table;
import io.flyball.core.random.Draws;
import io.flyball.schemas.AttributedFeedback;
import io.flyball.schemas.ControlUpdate;
import io.flyball.schemas.Decision;
import io.flyball.schemas.EpisodeTurn;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackActor;
import io.flyball.schemas.FeedbackSignal;
import io.flyball.schemas.FeedbackStatus;
import io.flyball.schemas.FeedbackSubject;
import io.flyball.schemas.ItemSource;
import io.flyball.schemas.LoopMetric;
import io.flyball.schemas.SignalKind;
import io.flyball.schemas.Span;
import io.flyball.schemas.StageFeedback;
import java.io.Serializable;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Avro to what the job counts, and back. */
public final class LoopMapping implements Serializable {
  private static final long serialVersionUID = 1;

  private final double worst;
  private final double best;
  private final EnumSet<io.flyball.core.feedback.SignalKind> clicks;
  private final TreeMap<String, Pattern> cohorts = new TreeMap<>();

  LoopMapping(LoopConfig config) {
    worst = config.worstRating();
    best = config.bestRating();
    clicks = EnumSet.copyOf(config.clicks());
    config.cohorts().forEach((name, expression) -> cohorts.put(name, Pattern.compile(expression)));
  }

  Interaction touch(Exposure e) {
    long time = e.getTime().toEpochMilli();
    return new Interaction(
        e.getRandomHoldout() ? Table.HOLDOUT_EXPOSURE : Table.EXPOSURE,
        Draws.hash64(e.getId()),
        time,
        time,
        IdNumber.of(e.getUser()),
        IdNumber.of(e.getItem()),
        e.getSurface(),
        text(e.getModelVersion()),
        cohort(e.getUser()),
        source(e.getItemSource()),
        e.getPosition(),
        ScopeMetrics.joined(e.getCategories()),
        slate(e));
  }

  /** Slates of an exposure: a decision's, else a session's at one moment; 0 outside a slate. */
  private static long slate(Exposure e) {
    if (e.getPosition() == 0) {
      return 0;
    }
    return e.getDecisionId() != null
        ? Draws.hash64(e.getDecisionId())
        : Draws.mix64(
            Draws.hash64(e.getSurface() + '\u0000' + text(e.getSession()))
                + e.getTime().toEpochMilli());
  }

  /** A signal, on the exposure it was joined to where there is one; null where it names no item. */
  Interaction touch(AttributedFeedback row) {
    FeedbackSignal signal = row.getSignal();
    Exposure e = row.getExposure();
    String item = e != null ? e.getItem() : signal.getItem();
    if (item == null || item.isEmpty() || !kind(signal).takes()) {
      return null;
    }
    long time = row.getTime().toEpochMilli();
    return new Interaction(
        e != null && e.getRandomHoldout() ? Table.HOLDOUT_FEEDBACK : Table.FEEDBACK,
        Draws.hash64(row.getId()),
        time,
        time,
        IdNumber.of(row.getUser()),
        IdNumber.of(item),
        e != null ? e.getSurface() : "",
        e != null ? text(e.getModelVersion()) : "",
        cohort(row.getUser()),
        e != null ? source(e.getItemSource()) : Source.UNKNOWN,
        e != null ? e.getPosition() : 0,
        e != null ? ScopeMetrics.joined(e.getCategories()) : "",
        0,
        clicks.contains(kind(signal)) ? clicked(e) : 0,
        e != null ? e.getTime().toEpochMilli() : 0);
  }

  private static io.flyball.core.feedback.SignalKind kind(FeedbackSignal signal) {
    return io.flyball.core.feedback.SignalKind.valueOf(signal.getKind().name());
  }

  private static long clicked(Exposure e) {
    return e == null ? Interaction.ON_NOTHING_KNOWN : Draws.hash64("clicked/" + e.getId());
  }

  Interaction touch(Decision d) {
    long time = d.getTime().toEpochMilli();
    return new Interaction(
        Table.DECISION,
        Draws.hash64(d.getId()),
        time,
        time,
        IdNumber.NONE,
        IdNumber.of(d.getArm()),
        "",
        d.getPolicy(),
        "",
        Source.UNKNOWN,
        0,
        "",
        0);
  }

  /** The outcome that a hindsight row tells; null when neither side has a value on the scale. */
  OutcomeSeen outcome(AttributedFeedback row) {
    double immediate = value(row.getImmediate());
    double hindsight = value(row.getHindsight());
    HindsightPair.Kind kind = kind(row.getStatus(), immediate, hindsight);
    if (kind == null) {
      return null;
    }
    Exposure e = row.getExposure();
    FeedbackSignal late = row.getHindsight();
    boolean regretted = late != null && late.getKind() == SignalKind.RETURN;
    long time = row.getTime().toEpochMilli();
    String id = row.getId().substring(0, Math.max(0, row.getId().lastIndexOf('/')));
    return new OutcomeSeen(
        new Outcome(id, row.getRevision(), kind, immediate, hindsight, regretted),
        time,
        time,
        e != null ? e.getSurface() : "",
        e != null ? text(e.getModelVersion()) : "",
        cohort(row.getUser()),
        e != null ? source(e.getItemSource()) : Source.UNKNOWN);
  }

  private static HindsightPair.Kind kind(
      FeedbackStatus status, double immediate, double hindsight) {
    boolean both = !Double.isNaN(immediate) && !Double.isNaN(hindsight);
    return switch (status) {
      case MATCHED -> both ? HindsightPair.Kind.MATCHED : null;
      case UPDATED -> both ? HindsightPair.Kind.UPDATED : null;
      case CENSORED -> HindsightPair.Kind.CENSORED;
      case ORPHAN_HINDSIGHT -> HindsightPair.Kind.ORPHAN_HINDSIGHT;
      case ATTRIBUTED, ORPHAN -> null;
    };
  }

  /** What a signal says on the scale from -1 to 1; NaN when it says nothing there. */
  private double value(FeedbackSignal signal) {
    if (signal == null) {
      return Double.NaN;
    }
    return switch (signal.getKind()) {
      case CLICK, LIKE, LOVE, SHARE, CONVERSION -> 1;
      case DISLIKE, SKIP, REPORT, CORRECTION, RETURN -> -1;
      case RATING, HINDSIGHT_RATING ->
          signal.getValue() == null
              ? Double.NaN
              : Math.max(-1, Math.min(1, 2 * (signal.getValue() - worst) / (best - worst) - 1));
      case VERDICT -> signal.getValue() == null ? Double.NaN : signal.getValue();
      case OTHER, VIEW, DWELL, CART -> Double.NaN;
    };
  }

  TurnSeen turn(EpisodeTurn t) {
    Truth truth = t.getRight() == null ? Truth.UNKNOWN : t.getRight() ? Truth.RIGHT : Truth.WRONG;
    long time = t.getTime().toEpochMilli();
    Attempt.Step step =
        new Attempt.Step(
            t.getTurn(),
            Draws.hash64(t.getAnswer()),
            t.getProposal(),
            Polarity.valueOf(t.getFeedback().name()),
            truth,
            t.getSatisfied() == null ? 0 : t.getSatisfied(),
            t.getConstraints() == null ? 0 : t.getConstraints(),
            time,
            response(t));
    return new TurnSeen(
        t.getEpisode(),
        t.getModel(),
        t.getJudge(),
        time,
        time,
        step,
        !t.getAnswer().isEmpty(),
        t.getLast(),
        IdNumber.of(t.getUser()));
  }

  private static Attempt.Response response(EpisodeTurn t) {
    if (t.getText() == null && t.getScore() == null) {
      return null;
    }
    String text = text(t.getText());
    return new Attempt.Response(
        text.length(),
        PhraseSpread.closing(text),
        t.getScore() == null ? Double.NaN : t.getScore());
  }

  TraceSeen span(Span span) {
    return new TraceSeen(
        span.getTime().toEpochMilli(),
        span.getTraceId(),
        span.getSpanId(),
        List.copyOf(span.getParents()),
        span.getTrainable(),
        null,
        NetEdit.kept(span.getText()),
        0,
        false);
  }

  /** Feedback on a span; null when the signal names none. */
  TraceSeen feedback(AttributedFeedback row) {
    FeedbackSignal signal = row.getSignal();
    if (signal.getTraceId() == null || signal.getSpanId() == null) {
      return null;
    }
    return new TraceSeen(
        row.getTime().toEpochMilli(),
        signal.getTraceId(),
        signal.getSpanId(),
        List.of(),
        false,
        signal.getId(),
        signal.getText() != null ? signal.getText() : said(signal),
        0,
        edits(signal));
  }

  /** What an agent edits is no edit of a user. */
  private static boolean edits(FeedbackSignal signal) {
    return signal.getKind() == SignalKind.CORRECTION
        && signal.getActor() == FeedbackActor.USER
        && signal.getText() != null;
  }

  private static String said(FeedbackSignal signal) {
    return signal.getValue() == null
        ? signal.getKind().name()
        : signal.getKind().name() + " " + signal.getValue();
  }

  static boolean isHindsight(AttributedFeedback row) {
    return row.getSubject() == FeedbackSubject.HINDSIGHT;
  }

  static boolean isSignal(AttributedFeedback row) {
    return row.getSubject() == FeedbackSubject.SIGNAL;
  }

  private String cohort(String user) {
    for (Map.Entry<String, Pattern> cohort : cohorts.entrySet()) {
      if (cohort.getValue().matcher(user).matches()) {
        return cohort.getKey();
      }
    }
    return "";
  }

  private static Source source(ItemSource source) {
    return switch (source) {
      case UNKNOWN -> Source.UNKNOWN;
      case HUMAN -> Source.HUMAN;
      case AI -> Source.GENERATED;
    };
  }

  private static String text(String optional) {
    return optional == null ? "" : optional;
  }

  public static LoopMetric toAvro(MetricRow row) {
    return new LoopMetric(
        row.id(),
        row.scope(),
        row.metric(),
        Instant.ofEpochMilli(row.windowStart()),
        Instant.ofEpochMilli(row.windowEnd()),
        Double.isFinite(row.value()) ? row.value() : null,
        row.standardError(),
        row.events(),
        row.revision(),
        row.retracts(),
        row.complete());
  }

  public static StageFeedback toAvro(StageFeedbackRow row) {
    return new StageFeedback(
        row.id(),
        row.trace(),
        Instant.ofEpochMilli(row.time()),
        row.parameter(),
        row.output(),
        row.feedback(),
        row.depth(),
        row.subgraph(),
        row.revision(),
        row.edits(),
        row.netEdit());
  }

  public static ControlUpdate toAvro(io.flyball.core.record.ControlUpdate update) {
    return new ControlUpdate(
        update.target(),
        update.version(),
        Instant.ofEpochMilli(update.time()),
        update.parameters(),
        update.author());
  }
}
