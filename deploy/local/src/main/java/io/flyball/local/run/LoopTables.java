package io.flyball.local.run;

import io.flyball.schemas.LoopMetric;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Loop metrics as two small tables: what happened week by week, and what each judge is worth. */
final class LoopTables {
  private static final int NEWEST = 8;
  private static final int BEST_KNOWN = 10;
  private static final String EVERYTHING = "all";
  private static final String JUDGE = "judge/";

  private static final Map<String, String> WEEK =
      ordered(
          "feedback.EVENTS", "events",
          "feedback.USERS", "users",
          "feedback.ITEMS", "items",
          "feedback.GINI_OVER_N", "Gini/n",
          "feedback.ENTROPY_NATS", "H nats",
          "feedback.TOP10_SHARE", "top 10",
          "feedback.TAIL_SHARE", "tail");
  private static final Map<String, String> VERDICTS =
      ordered(
          "judge.EPISODES", "episodes",
          "judge.SUCCESS_RATE", "solved",
          "judge.SUCCESS_DELTA", "delta",
          "judge.GOOD", "good",
          "judge.BAD", "bad",
          "judge.MEAN_IMMEDIATE", "at once",
          "judge.MEAN_HINDSIGHT", "hindsight",
          "judge.GAP", "gap");

  /** Of each scope, window and metric the row of the highest revision. */
  private final Map<List<Object>, LoopMetric> newest = new HashMap<>();

  LoopTables(List<LoopMetric> metrics) {
    for (LoopMetric row : metrics) {
      newest.merge(
          List.of(row.getScope(), row.getWindowStart(), row.getMetric()),
          row,
          (a, b) -> a.getRevision() >= b.getRevision() ? a : b);
    }
  }

  /** The newest windows in which users did something. */
  String weeks() {
    NavigableMap<String, Map<String, Double>> rows = new TreeMap<>();
    newest
        .values()
        .forEach(
            row -> {
              if (row.getScope().equals(EVERYTHING) && WEEK.containsKey(row.getMetric())) {
                put(rows, day(row.getWindowStart()), row);
              }
            });
    return table(
        "Feedback, the newest windows of everything",
        WEEK,
        rows,
        rows.keySet().stream().skip(Math.max(0, rows.size() - NEWEST)).toList());
  }

  /** The judges with the most verdicts. */
  String judges() {
    NavigableMap<String, Map<String, Double>> rows = new TreeMap<>();
    newest
        .values()
        .forEach(
            row -> {
              if (row.getScope().startsWith(JUDGE) && row.getScope().contains("@")) {
                put(rows, row.getScope().substring(JUDGE.length()), row);
              }
            });
    Comparator<String> verdicts =
        Comparator.comparingDouble(
            judge ->
                -rows.get(judge).getOrDefault("judge.GOOD", 0.0)
                    - rows.get(judge).getOrDefault("judge.BAD", 0.0));
    return table(
        "Judges, by number of verdicts; delta against the same model without a judge",
        VERDICTS,
        rows,
        rows.keySet().stream().sorted(verdicts).limit(BEST_KNOWN).toList());
  }

  private static void put(Map<String, Map<String, Double>> rows, String name, LoopMetric row) {
    if (row.getValue() != null) {
      rows.computeIfAbsent(name, key -> new HashMap<>()).put(row.getMetric(), row.getValue());
    }
  }

  private static String table(
      String title,
      Map<String, String> columns,
      Map<String, Map<String, Double>> rows,
      List<String> chosen) {
    StringBuilder out = new StringBuilder(String.format(Locale.ROOT, "%n%s%n", title));
    if (chosen.isEmpty()) {
      return out.append("  none").toString();
    }
    int width = chosen.stream().mapToInt(String::length).max().orElse(0);
    List<String> lines = new ArrayList<>();
    StringBuilder head = new StringBuilder(" ".repeat(width + 2));
    columns.values().forEach(column -> head.append(String.format(Locale.ROOT, "%11s", column)));
    lines.add(head.toString());
    for (String name : chosen) {
      StringBuilder line =
          new StringBuilder(String.format(Locale.ROOT, "  %-" + width + "s", name));
      columns
          .keySet()
          .forEach(
              metric ->
                  line.append(
                      String.format(Locale.ROOT, "%11s", number(rows.get(name).get(metric)))));
      lines.add(line.toString());
    }
    return out.append(String.join(System.lineSeparator(), lines)).toString();
  }

  private static String number(Double value) {
    if (value == null || value.isNaN()) {
      return "-";
    }
    return value == Math.rint(value) && Math.abs(value) >= 2
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.4f", value);
  }

  private static String day(Instant time) {
    return time.atZone(ZoneOffset.UTC).toLocalDate().toString();
  }

  private static Map<String, String> ordered(String... namesAndTitles) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndTitles.length; i += 2) {
      map.put(namesAndTitles[i], namesAndTitles[i + 1]);
    }
    return map;
  }
}
