package io.flyball.core.feedback;

/**
 * Immediate and hindsight feedback of one exposure, side by side: the newest of each by event time.
 *
 * @param immediate newest immediate signal, or null
 * @param hindsight newest hindsight signal, or null
 * @param revision how many rows were emitted for this pair
 */
public record HindsightPair(FeedbackSignal immediate, FeedbackSignal hindsight, int revision) {

  static final HindsightPair EMPTY = new HindsightPair(null, null, 0);

  /** True when {@code signal} is newer, in event time, than what this pair holds on its side. */
  boolean isNews(FeedbackSignal signal) {
    FeedbackSignal held = signal.kind().hindsight() ? hindsight : immediate;
    return held == null || FeedbackSignal.EVENT_ORDER.compare(signal, held) > 0;
  }

  HindsightPair with(FeedbackSignal signal) {
    return signal.kind().hindsight()
        ? new HindsightPair(immediate, signal, revision)
        : new HindsightPair(signal, hindsight, revision);
  }

  HindsightPair revised() {
    return new HindsightPair(immediate, hindsight, revision + 1);
  }

  /** Both sides are known, or one row already went out and must be kept true. */
  boolean reportable() {
    return hindsight != null && (immediate != null || revision > 0);
  }

  boolean waitsForImmediate() {
    return hindsight != null && immediate == null && revision == 0;
  }
}
