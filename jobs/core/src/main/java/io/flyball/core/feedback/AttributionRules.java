package io.flyball.core.feedback;

import java.io.Serializable;
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
