package io.flyball.connectors.file;

import io.flyball.connectors.text.TextOptions;
import io.flyball.schemas.SignalKind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the rows of a log are and how they are laid out.
 *
 * @param as what the rows are
 * @param text how the text is read
 * @param kinds what the texts in the column of kinds stand for
 * @param emitted signals beside an exposure, one or none for each of these a row
 * @param parts column whose text holds several rows; null for none
 * @param scale factors of numbers by field, such as {@code value=0.001} for milliseconds in a
 *     column where seconds belong
 * @param values what texts of a field stand for, by field; other texts stand for themselves
 */
public record LogLayout(
    LogKind as,
    TextOptions text,
    KindNames kinds,
    List<Emitted> emitted,
    RowParts parts,
    Map<String, Double> scale,
    Map<String, Map<String, String>> values) {

  /**
   * A signal that columns of an exposure's row tell of.
   *
   * @param kind of the signal
   * @param when column that is true, or not 0, where there is such a signal; null for the value's
   * @param value column of its value; null where the kind says it all
   * @param factor of the value
   */
  public record Emitted(SignalKind kind, String when, String value, double factor) {}

  public LogLayout {
    emitted = List.copyOf(emitted);
    scale = Map.copyOf(scale);
    values = Map.copyOf(values);
  }

  /** A layout that its own columns tell. */
  public static LogLayout of(LogKind as, TextOptions text) {
    return new LogLayout(as, text, KindNames.PLAIN, List.of(), null, Map.of(), Map.of());
  }

  double factor(String field) {
    return scale.getOrDefault(field, 1.0);
  }

  /** Equal for equal layouts, in every process. */
  public String signature() {
    TreeMap<String, Object> values = new TreeMap<>();
    this.values.forEach((field, texts) -> values.put(field, new TreeMap<>(texts)));
    String all =
        String.join(
            "\n",
            as.label(),
            String.valueOf(text.encoding()),
            String.valueOf(text.delimiter()),
            String.valueOf(text.quoted()),
            text.header().toString(),
            String.valueOf(text.pattern()),
            new TreeMap<>(text.columns()).toString(),
            String.valueOf(text.timeUnit()),
            String.valueOf(text.zone()),
            new TreeMap<>(kinds.names()).toString(),
            emitted.toString(),
            String.valueOf(parts),
            new TreeMap<>(scale).toString(),
            values.toString());
    // Imports that began before there was a choice go on.
    return text.decimalComma() ? all + "\ndecimal comma" : all;
  }
}
