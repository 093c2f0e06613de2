package io.flyball.jobs.feedback;

import io.flyball.core.feedback.AttributionRules;
import io.flyball.core.feedback.SignalKind;
import io.flyball.core.record.Alert;
import io.flyball.core.record.ControlUpdate;
import io.flyball.jobs.runtime.ControlRejection;
import io.flyball.jobs.runtime.config.DurationText;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * What may be steered while the job runs: {@code hold} and {@code windows.<KIND>}, as durations. An
 * update replaces the one before it; what it does not name falls back to the configuration.
 * Exposures that are already open keep the deadline they were given.
 */
final class FeedbackControl {
  private static final String WINDOWS = "windows.";

  private FeedbackControl() {}

  /** The rules after {@code update}. */
  static AttributionRules apply(AttributionRules configured, ControlUpdate update) {
    Map<SignalKind, Long> windows = new EnumMap<>(configured.windows());
    long hold = configured.hold();
    for (Map.Entry<String, String> parameter : update.parameters().entrySet()) {
      String key = parameter.getKey();
      long millis = millis(key, parameter.getValue());
      if (key.equals("hold")) {
        hold = millis;
      } else if (key.startsWith(WINDOWS)) {
        windows.put(kind(key.substring(WINDOWS.length())), millis);
      } else {
        throw new IllegalArgumentException(
            "unknown parameter " + key + "; allowed are hold and windows.<KIND>");
      }
    }
    return new AttributionRules(windows, hold, configured.arrivalOrder());
  }

  /** Why {@code update} cannot be applied, or null when it can. */
  static String fault(AttributionRules configured, ControlUpdate update) {
    try {
      apply(configured, update);
      return null;
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  static Alert rejected(ControlUpdate update, String fault) {
    return ControlRejection.of(
        FeedbackTopology.JOB, String.valueOf(update.version()), update, fault);
  }

  private static long millis(String key, String text) {
    Duration duration;
    try {
      duration = DurationText.parse(text);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(key + " is " + text + "; write a duration like 30 min", e);
    }
    return duration.toMillis();
  }

  private static SignalKind kind(String name) {
    try {
      return SignalKind.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          name + " is no signal kind; allowed are " + Arrays.toString(SignalKind.values()), e);
    }
  }
}
