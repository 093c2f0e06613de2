package io.flyball.local.run;

import io.flyball.jobs.deployment.CountLaw;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one job did: its counts, and the equations that they must satisfy.
 *
 * @param job its name
 * @param counts every count, by name
 * @param conservation the equations
 * @param tables further numbers by title, each a table of counts by name
 * @param lines further sentences
 */
public record JobReport(
    String job,
    Map<String, Long> counts,
    List<Conservation> conservation,
    Map<String, Map<String, Long>> tables,
    List<String> lines) {

  /** Begins the names of counts of fields that no schema names. */
  static final String UNKNOWN_FIELDS = "UNKNOWN_FIELDS.";

  /** An equation between counts: {@code whole = sum of parts}. */
  public record Conservation(String whole, long value, Map<String, Long> parts, boolean holds) {

    /** An equation between a count and the sum of others. */
    static Conservation of(String whole, long value, Map<String, Long> counts, Enum<?>... parts) {
      Map<String, Long> named = new LinkedHashMap<>();
      for (Enum<?> part : parts) {
        named.put(CountLaw.spoken(part), count(counts, part));
      }
      long sum = named.values().stream().mapToLong(Long::longValue).sum();
      return new Conservation(whole, value, named, sum == value);
    }

    /** What a reader finds in a topic, counted by anything, are the rows that were counted. */
    static Conservation rows(
        String topic, Map<String, Long> found, Map<String, Long> counts, Enum<?> count) {
      long rows = found.values().stream().mapToLong(Long::longValue).sum();
      return of("rows in " + topic, rows, counts, count);
    }

    /** An equation that the job's counts satisfy among themselves. */
    static Conservation of(CountLaw law, Map<String, Long> counts) {
      long value = law.value(counts);
      Map<String, Long> terms = law.terms(counts);
      long sum = terms.values().stream().mapToLong(Long::longValue).sum();
      return new Conservation(law.name(), value, terms, sum == value);
    }
  }

  public JobReport {
    counts = new TreeMap<>(counts);
    tables = new LinkedHashMap<>(tables);
    Map<String, Long> unknown = unknownFields(counts);
    if (!unknown.isEmpty()) {
      tables.put("Unknown JSON fields, by topic, record and name", unknown);
    }
  }

  /** Most frequent first. */
  private static Map<String, Long> unknownFields(Map<String, Long> counts) {
    Map<String, Long> fields = new LinkedHashMap<>();
    counts.entrySet().stream()
        .filter(count -> count.getKey().startsWith(UNKNOWN_FIELDS))
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .forEach(
            count ->
                fields.put(count.getKey().substring(UNKNOWN_FIELDS.length()), count.getValue()));
    return fields;
  }

  /** A count by its constant; 0 when nothing was counted. */
  static long count(Map<String, Long> counts, Enum<?> count) {
    return counts.getOrDefault(count.name(), 0L);
  }

  public boolean conserved() {
    return conservation.stream().allMatch(Conservation::holds);
  }

  /** The report as a person reads it. */
  String text() {
    StringBuilder out = new StringBuilder();
    line(out, "%n%s: conservation", title());
    for (Conservation law : conservation) {
      List<String> terms = new ArrayList<>();
      law.parts()
          .forEach((name, value) -> terms.add(String.format(Locale.ROOT, "%,d %s", value, name)));
      line(
          out,
          "  %-4s %,9d %s = %s",
          law.holds() ? "ok" : "FAIL",
          law.value(),
          law.whole(),
          String.join(" + ", terms));
    }
    tables.forEach((title, values) -> table(out, title, values));
    lines.forEach(text -> line(out, "%s", text));
    return out.toString();
  }

  private String title() {
    return job.substring(0, 1).toUpperCase(Locale.ROOT) + job.substring(1);
  }

  static void table(StringBuilder out, String title, Map<String, Long> values) {
    line(out, "%n%s", title);
    if (values.isEmpty()) {
      line(out, "  none");
    }
    values.forEach((name, value) -> line(out, "  %,9d %s", value, name));
  }

  static void line(StringBuilder out, String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }
}
