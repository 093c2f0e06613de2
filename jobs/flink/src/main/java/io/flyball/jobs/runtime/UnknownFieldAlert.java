package io.flyball.jobs.runtime;

import io.flyball.connectors.codec.UnknownField;
import io.flyball.core.record.Alert;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Alerts of fields that no schema names. */
final class UnknownFieldAlert {
  static final String KIND = "UNKNOWN_FIELD";

  private UnknownFieldAlert() {}

  /** A field was seen for the first time. */
  static Alert of(String job, UnknownFieldsSeen seen, UnknownField field) {
    String near =
        field.near() == null ? "" : String.format(Locale.ROOT, "; did you mean %s?", field.near());
    String text =
        String.format(
            Locale.ROOT,
            "%s has no field \"%s\": it is ignored in each record of %s%s",
            field.record(),
            field.name(),
            seen.topic(),
            near);
    Alert.Severity severity = field.near() == null ? Alert.Severity.INFO : Alert.Severity.WARNING;
    return alert(job, seen, field.path(), severity, text);
  }

  /** More fields were seen than are told of. */
  static Alert more(String job, UnknownFieldsSeen seen, int told) {
    String text =
        String.format(
            Locale.ROOT,
            "records of %s have more than %d unknown fields; further ones are ignored and only"
                + " counted",
            seen.topic(),
            told);
    return alert(job, seen, UnknownFieldFunction.OTHER, Alert.Severity.WARNING, text);
  }

  private static Alert alert(
      String job, UnknownFieldsSeen seen, String scope, Alert.Severity severity, String text) {
    return new Alert(
        job + "/" + KIND + "/" + seen.topic() + "/" + scope,
        seen.time(),
        job,
        KIND,
        scope,
        severity,
        seen.time(),
        text,
        List.of(seen.place()),
        Map.of());
  }
}
