package io.flyball.core.feedback;

import java.io.Serializable;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * When a signal belongs to an exposure: {@code -hold <= signal.time - exposure.time <=
 * window(kind)}.
 *
 * @param windows attribution window of each kind, ms
 * @param hold how far a signal may run ahead of its exposure, ms
 * @param arrivalOrder true: answer at once with what is known; false: wait for event time wherever
 *     the answer could depend on the order of arrival
 */
public record AttributionRules(Map<SignalKind, Long> windows, long hold, boolean arrivalOrder)
    implements Serializable {

  public AttributionRules {
    windows = new EnumMap<>(windows);
    for (SignalKind kind : SignalKind.values()) {
      Long window = windows.get(kind);
      if (window == null || window <= 0) {
        throw new IllegalArgumentException(
            "attribution window of " + kind + " is " + window + "; it must be positive");
      }
    }
    if (hold < 0) {
      throw new IllegalArgumentException("hold is " + hold + " ms; it must not be negative");
    }
  }

  /**
   * The feedback job's defaults: 30 min for what answers at once, 1 d for likes, verdicts and
   * corrections, 7 d for ratings, reports and conversions, 14 d for hindsight; a hold of 2 min.
   */
  public static AttributionRules standard() {
    Map<SignalKind, Long> windows = new EnumMap<>(SignalKind.class);
    for (SignalKind kind : SignalKind.values()) {
      Duration window =
          switch (kind) {
            case OTHER, CLICK, VIEW, DWELL, SKIP -> Duration.ofMinutes(30);
            case LIKE, LOVE, DISLIKE, SHARE, CORRECTION, VERDICT, CART -> Duration.ofDays(1);
            case RATING, REPORT, CONVERSION -> Duration.ofDays(7);
            case RETURN, HINDSIGHT_RATING -> Duration.ofDays(14);
          };
      windows.put(kind, window.toMillis());
    }
    return new AttributionRules(windows, Duration.ofMinutes(2).toMillis(), false);
  }

  /** The longest window: how long an exposure can still be answered. */
  public long longest() {
    long longest = 0;
    for (long window : windows.values()) {
      longest = Math.max(longest, window);
    }
    return longest;
  }

  boolean covers(long exposureTime, FeedbackSignal signal) {
    long delay = signal.time() - exposureTime;
    return delay >= -hold && delay <= windows.get(signal.kind());
  }
}
