package io.flyball.verify.simulation;

import io.flyball.core.feedback.AttributedFeedback;
import io.flyball.core.feedback.AttributedFeedback.Status;
import io.flyball.core.feedback.AttributedFeedback.Subject;
import io.flyball.core.feedback.AttributionRules;
import io.flyball.core.feedback.Exposure;
import io.flyball.core.feedback.FeedbackActor;
import io.flyball.core.feedback.FeedbackSignal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What attribution must say of one user whose whole history is known: no state, no timers, for each
 * signal one look at every exposure.
 *
 * <p>It does what docs/explanation/attribution.md says: "the latest one that is not after the
 * signal, else the earliest one after it within feedback.hold"; "each exposure ends as matched or
 * as a CENSORED row"; "a signal of a person was attributed"; "held until signal.time + hold".
 */
final class NaiveAttribution {
  private static final Comparator<Exposure> EVENT_ORDER =
      Comparator.comparingLong(Exposure::time).thenComparing(Exposure::id);

  private final AttributionRules rules;
  private final List<Exposure> exposures = new ArrayList<>();
  private final List<FeedbackSignal> signals = new ArrayList<>();

  NaiveAttribution(AttributionRules rules, List<FeedbackEvent> history) {
    this.rules = rules;
    for (FeedbackEvent event : history) {
      if (event.exposure() != null) {
        exposures.add(event.exposure());
      } else {
        signals.add(event.signal());
      }
    }
  }

  List<AttributedFeedback> rows() {
    List<AttributedFeedback> rows = new ArrayList<>();
    Set<String> matched = new HashSet<>();
    for (FeedbackSignal signal : signals) {
      Exposure exposure = answered(signal);
      rows.add(row(signal, exposure));
      if (exposure != null && signal.actor() == FeedbackActor.USER) {
        matched.add(exposure.id());
      }
    }
    for (Exposure exposure : exposures) {
      if (!matched.contains(exposure.id())) {
        rows.add(censored(exposure));
      }
    }
    return rows;
  }

  /**
   * The exposure that a signal answers, or null: of those that it fits and whose window covers it,
   * the latest that is not after it, else the earliest after it.
   */
  private Exposure answered(FeedbackSignal signal) {
    List<Exposure> covering =
        exposures.stream()
            .filter(e -> fits(e, signal) && covers(e, signal))
            .sorted(EVENT_ORDER)
            .toList();
    Exposure answered = null;
    for (Exposure exposure : covering) {
      if (answered == null || exposure.time() <= signal.time()) {
        answered = exposure;
      }
    }
    return answered;
  }

  private static boolean fits(Exposure exposure, FeedbackSignal signal) {
    if (signal.exposureId() != null) {
      return signal.exposureId().equals(exposure.id());
    }
    if (signal.decisionId() != null && !signal.decisionId().equals(exposure.decisionId())) {
      return false;
    }
    return signal.item() == null || signal.item().equals(exposure.item());
  }

  private boolean covers(Exposure exposure, FeedbackSignal signal) {
    long delay = signal.time() - exposure.time();
    return delay >= -rules.hold() && delay <= rules.windows().get(signal.kind());
  }

  private static AttributedFeedback row(FeedbackSignal signal, Exposure exposure) {
    return new AttributedFeedback(
        "signal/" + signal.id(),
        Subject.SIGNAL,
        exposure == null ? Status.ORPHAN : Status.ATTRIBUTED,
        signal.time(),
        signal.user(),
        exposure,
        signal,
        null,
        null,
        0,
        null,
        false);
  }

  private AttributedFeedback censored(Exposure exposure) {
    return new AttributedFeedback(
        "exposure/" + exposure.id(),
        Subject.EXPOSURE,
        Status.CENSORED,
        exposure.time() + rules.longest(),
        exposure.user(),
        exposure,
        null,
        null,
        null,
        0,
        null,
        false);
  }
}
