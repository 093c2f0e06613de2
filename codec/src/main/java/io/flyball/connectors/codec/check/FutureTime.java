package io.flyball.connectors.codec.check;

import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Refuses what claims to happen long after it has arrived. */
public final class FutureTime {
  private FutureTime() {}

  /**
   * FUTURE_TIME where {@code time} is more than {@code maxAhead} ahead of the arrival; all in
   * milliseconds.
   */
  public static Optional<Refusal> check(long time, long arrival, long maxAhead) {
    if (time <= arrival + maxAhead) {
      return Optional.empty();
    }
    String message =
        String.format(
            Locale.ROOT,
            "time is %s, %d ms ahead of its arrival; at most %d ms are allowed",
            Instant.ofEpochMilli(time),
            time - arrival,
            maxAhead);
    return Optional.of(Refusal.of(Reason.FUTURE_TIME, "time", message));
  }
}
