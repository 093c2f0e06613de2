package io.flyball.local.run;

import io.flyball.core.feedback.FeedbackCount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run did: its counts, and the equations that they must satisfy.
 *
 * @param inputs records in the input topics
 * @param counts every count of the feedback job, by name
 * @param rows rows of feedback.attributed as a read_committed reader finds them, by subject and
 *     status
 * @param alerts alerts as a reader finds them, by kind
 * @param deadLetters dead letters as a reader finds them, by reason; those of other topics than the
 *     inputs also by topic, and outside of the equations
 * @param seconds from the first record sent to the last one answered; 0 when nothing was left to do
 */
public record RunReport(
    long inputs,
    Map<String, Long> counts,
    Map<String, Long> rows,
    Map<String, Long> alerts,
    Map<String, Long> deadLetters,
    double seconds) {

  /** Between reason and topic of letters that come from no input topic, such as control. */
  static final String ELSEWHERE = " on ";

  /** An equation between counts: {@code whole = sum of parts}. */
  public record Conservation(String whole, long value, Map<String, Long> parts, boolean holds) {}

  public RunReport {
    counts = new TreeMap<>(counts);
  }

  long count(FeedbackCount count) {
    return counts.getOrDefault(count.name(), 0L);
  }

  /** The conservation laws of the feedback job, and that what it counted is what readers find. */
  public List<Conservation> conservation() {
    List<Conservation> laws = new ArrayList<>();
    laws.add(law("records in topics", inputs, parts("read", count(FeedbackCount.READ))));
    laws.add(
        law(
            "read",
            count(FeedbackCount.READ),
            parts(
                "accepted exposures", count(FeedbackCount.ACCEPTED_EXPOSURES),
                "accepted signals", count(FeedbackCount.ACCEPTED_SIGNALS),
                "duplicates", count(FeedbackCount.DUPLICATES),
                "conflicts", count(FeedbackCount.CONFLICTS),
                "dead letters", count(FeedbackCount.DEAD_LETTERS))));
    laws.add(
        law(
            "accepted signals",
            count(FeedbackCount.ACCEPTED_SIGNALS),
            parts(
                "attributed", count(FeedbackCount.SIGNALS_ATTRIBUTED),
                "orphans", count(FeedbackCount.SIGNALS_ORPHANED),
                "pending", count(FeedbackCount.SIGNALS_PENDING))));
    laws.add(
        law(
            "accepted exposures",
            count(FeedbackCount.ACCEPTED_EXPOSURES),
            parts(
                "matched", count(FeedbackCount.EXPOSURES_MATCHED),
                "censored", count(FeedbackCount.EXPOSURES_CENSORED),
                "pending", count(FeedbackCount.EXPOSURES_PENDING))));
    laws.add(
        law(
            "rows in feedback.attributed",
            rows.values().stream().mapToLong(Long::longValue).sum(),
            parts(
                "attributed", count(FeedbackCount.SIGNALS_ATTRIBUTED),
                "orphans", count(FeedbackCount.SIGNALS_ORPHANED),
                "censored", count(FeedbackCount.EXPOSURES_CENSORED),
                "hindsight", hindsight())));
    laws.add(
        law(
            "letters in dead-letters",
            deadLetters.entrySet().stream()
                .filter(letters -> !letters.getKey().contains(ELSEWHERE))
                .mapToLong(Map.Entry::getValue)
                .sum(),
            parts(
                "dead letters", count(FeedbackCount.DEAD_LETTERS),
                "conflicts", count(FeedbackCount.CONFLICTS))));
    return laws;
  }

  public boolean conserved() {
    return conservation().stream().allMatch(Conservation::holds);
  }

  private long hindsight() {
    return count(FeedbackCount.HINDSIGHT_MATCHED)
        + count(FeedbackCount.HINDSIGHT_UPDATED)
        + count(FeedbackCount.HINDSIGHT_ORPHANED)
        + count(FeedbackCount.HINDSIGHT_CENSORED);
  }

  private static Map<String, Long> parts(Object... namesAndValues) {
    Map<String, Long> parts = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      parts.put((String) namesAndValues[i], (Long) namesAndValues[i + 1]);
    }
    return parts;
  }

  private static Conservation law(String whole, long value, Map<String, Long> parts) {
    long sum = parts.values().stream().mapToLong(Long::longValue).sum();
    return new Conservation(whole, value, parts, sum == value);
  }

  /** The report as a person reads it. */
  public String text() {
    StringBuilder out = new StringBuilder();
    line(out, "%nConservation");
    for (Conservation law : conservation()) {
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
    section(out, "Signals by stage and actor", withPrefix("stage."));
    section(out, "Rows of feedback.attributed", rows);
    section(out, "Alerts", alerts);
    section(out, "Dead letters by reason", deadLetters);
    line(
        out,
        "%nLate: %,d   unknown JSON fields: %,d   late for patterns: %,d",
        count(FeedbackCount.LATE),
        count(FeedbackCount.UNKNOWN_FIELDS),
        counts.getOrDefault("LATE_FOR_PATTERNS", 0L));
    if (seconds > 0) {
      line(out, "Took %.1f s, %,.0f records/s", seconds, inputs / seconds);
    }
    return out.toString();
  }

  private Map<String, Long> withPrefix(String prefix) {
    Map<String, Long> selected = new TreeMap<>();
    counts.forEach(
        (name, value) -> {
          if (name.startsWith(prefix)) {
            selected.put(name.substring(prefix.length()).replace('.', ' '), value);
          }
        });
    return selected;
  }

  private static void section(StringBuilder out, String title, Map<String, Long> values) {
    line(out, "%n%s", title);
    if (values.isEmpty()) {
      line(out, "  none");
    }
    values.forEach((name, value) -> line(out, "  %,9d %s", value, name));
  }

  private static void line(StringBuilder out, String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }
}
