package io.flyball.jobs.feedback;

import io.flyball.core.feedback.FeedbackSignal;
import io.flyball.core.feedback.SignalKind;
import java.util.Locale;

/**
 * What the patterns look at: a person's signal in short. Plain values only, because CEP compares
 * events.
 *
 * @param id signal id
 * @param time when the user acted, epoch ms
 * @param user who acted
 * @param target item where the signal names one, else exposure, else decision
 * @param kind what was done
 * @param text the signal's text in lower case with single blanks; empty when there is none
 * @param delayMs from exposure to signal where that is known, else 0
 */
public record PatternEvent(
    String id, long time, String user, String target, SignalKind kind, String text, long delayMs) {

  static PatternEvent of(FeedbackSignal signal, long delayMs) {
    return new PatternEvent(
        signal.id(),
        signal.time(),
        signal.user(),
        target(signal),
        signal.kind(),
        signal.text() == null ? "" : normalise(signal.text()),
        delayMs);
  }

  private static String target(FeedbackSignal signal) {
    if (signal.item() != null) {
      return signal.item();
    }
    return signal.exposureId() != null ? signal.exposureId() : signal.decisionId();
  }

  private static String normalise(String text) {
    return text.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
  }
}
