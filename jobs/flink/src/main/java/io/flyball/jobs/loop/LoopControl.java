package io.flyball.jobs.loop;

import io.flyball.core.record.Alert;
import io.flyball.core.record.ControlUpdate;
import io.flyball.jobs.runtime.ControlRejection;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What may be steered while the job runs. An update replaces the one before it; what it does not
 * name falls back to the configuration.
 *
 * <pre>
 *   silence          kinds of alerts, or KIND@SCOPE, separated by commas; * silences all
 *   silence-until    ISO 8601 time after which alerts are shown again, in event time
 *   governor.on      false stops the governor where it is
 *   governor.target  the wanted value of the metric, in [0, 1]
 * </pre>
 */
record LoopControl(List<String> silence, long silenceUntil, boolean governorOn, Double target) {
  static final LoopControl NONE = new LoopControl(List.of(), Long.MAX_VALUE, true, null);

  /** Reads an update; one that cannot be applied is an {@link IllegalArgumentException}. */
  static LoopControl of(ControlUpdate update) {
    if (update == null) {
      return NONE;
    }
    List<String> silence = List.of();
    long until = Long.MAX_VALUE;
    boolean on = true;
    Double target = null;
    for (Map.Entry<String, String> parameter : update.parameters().entrySet()) {
      String value = parameter.getValue().strip();
      switch (parameter.getKey()) {
        case "silence" ->
            silence =
                Arrays.stream(value.split(","))
                    .map(String::strip)
                    .filter(s -> !s.isEmpty())
                    .toList();
        case "silence-until" -> until = time(value);
        case "governor.on" -> on = truth(value);
        case "governor.target" -> target = share(value);
        default ->
            throw new IllegalArgumentException(
                "unknown parameter "
                    + parameter.getKey()
                    + "; allowed are silence, silence-until, governor.on and governor.target");
      }
    }
    return new LoopControl(silence, until, on, target);
  }

  /** Why an update cannot be applied, or null when it can. */
  static String fault(ControlUpdate update) {
    try {
      of(update);
      return null;
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  /** Whether an alert is not to be shown. */
  boolean silences(Alert alert) {
    return alert.time() <= silenceUntil
        && (silence.contains("*")
            || silence.contains(alert.kind())
            || silence.contains(alert.kind() + "@" + alert.scope()));
  }

  static Alert rejected(ControlUpdate update, String fault) {
    return ControlRejection.of(LoopTopology.JOB, String.valueOf(update.version()), update, fault);
  }

  private static long time(String text) {
    try {
      return Instant.parse(text).toEpochMilli();
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "silence-until is " + text + "; write a time like 2026-01-31T12:00:00Z", e);
    }
  }

  private static boolean truth(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException("governor.on is " + text + "; write true or false");
    }
    return text.equals("true");
  }

  private static double share(String text) {
    try {
      double value = Double.parseDouble(text);
      if (value >= 0 && value <= 1) {
        return value;
      }
    } catch (NumberFormatException e) {
      // The sentence below covers it.
    }
    throw new IllegalArgumentException("governor.target is " + text + "; write a number in [0, 1]");
  }
}
