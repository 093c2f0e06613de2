package io.flyball.core.feedback;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Events in domain words. Times are milliseconds after noon. */
final class Fixtures {
  static final long NOON = 1_700_000_000_000L;
  static final long MINUTE = Duration.ofMinutes(1).toMillis();
  static final long DAY = Duration.ofDays(1).toMillis();
  static final long HOLD = 2 * MINUTE;

  private Fixtures() {}

  static AttributionRules rules(boolean arrivalOrder) {
    Map<SignalKind, Long> windows = new EnumMap<>(SignalKind.class);
    for (SignalKind kind : SignalKind.values()) {
      windows.put(kind, kind.hindsight() ? 14 * DAY : 30 * MINUTE);
    }
    windows.put(SignalKind.CONVERSION, 7 * DAY);
    return new AttributionRules(windows, HOLD, arrivalOrder);
  }

  static Exposure exposure(String id, long at, String item) {
    return exposure(id, at, item, null);
  }

  static Exposure exposure(String id, long at, String item, String decision) {
    return new Exposure(
        id,
        NOON + at,
        "ada",
        item,
        decision,
        null,
        "home",
        1,
        ItemSource.HUMAN,
        List.of("news"),
        "model-1",
        0.25,
        false,
        null);
  }

  static FeedbackSignal onExposure(String id, long at, SignalKind kind, String exposure) {
    return signal(id, at, kind, exposure, null, null, null, FeedbackActor.USER);
  }

  static FeedbackSignal onItem(String id, long at, SignalKind kind, String item) {
    return signal(id, at, kind, null, null, item, null, FeedbackActor.USER);
  }

  static FeedbackSignal onDecision(String id, long at, String decision, String item) {
    return signal(id, at, SignalKind.CLICK, null, decision, item, null, FeedbackActor.USER);
  }

  static FeedbackSignal signal(
      String id,
      long at,
      SignalKind kind,
      String exposure,
      String decision,
      String item,
      Double value,
      FeedbackActor actor) {
    return new FeedbackSignal(
        id,
        NOON + at,
        "ada",
        kind,
        exposure,
        decision,
        item,
        value,
        FeedbackStage.NONE,
        actor,
        null,
        null,
        null,
        null);
  }
}
