package io.flyball.jobs.gate;

import io.flyball.core.gate.GateRules;
import io.flyball.core.record.ControlUpdate;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a control update says of the rules.
 *
 * <pre>
 *   rules    a rules file as text; empty for the configuration's
 *   from     time of the first proposal that is judged by them, such as 2026-01-01T00:00:00Z; empty
 *            for the time of the update
 *   shadow   true where they are only compared with what is in force
 * </pre>
 *
 * @param from event time, epoch ms
 */
record GateRulesUpdate(String text, long from, boolean shadow) {
  static final List<String> KEYS = List.of("rules", "from", "shadow");

  /** Reads an update; one that cannot be applied is an {@link IllegalArgumentException}. */
  static GateRulesUpdate of(ControlUpdate update) {
    for (String key : update.parameters().keySet()) {
      if (!KEYS.contains(key)) {
        throw new IllegalArgumentException(
            "unknown parameter " + key + "; allowed are " + String.join(", ", KEYS));
      }
    }
    String text = update.parameters().getOrDefault("rules", "");
    if (!text.isBlank()) {
      RulesDocument.use("rules", text, OptionalLong.of(update.version()));
    }
    String shadow = update.parameters().getOrDefault("shadow", "false");
    if (!shadow.equals("true") && !shadow.equals("false")) {
      throw new IllegalArgumentException("shadow must be true or false, not \"" + shadow + "\"");
    }
    return new GateRulesUpdate(
        text.isBlank() ? "" : text, from(update), Boolean.parseBoolean(shadow));
  }

  private static long from(ControlUpdate update) {
    String from = update.parameters().getOrDefault("from", "");
    if (from.isEmpty()) {
      return update.time();
    }
    try {
      return Instant.parse(from).toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "from must be a time such as 2026-01-01T00:00:00Z, not \"" + from + "\"", e);
    }
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

  /** The rules of a version that was checked before. */
  static GateRules rules(RulesVersion version, GateRules configured) {
    return version.text().isEmpty()
        ? configured
        : RulesDocument.use("rules", version.text(), OptionalLong.of(version.version()));
  }
}
