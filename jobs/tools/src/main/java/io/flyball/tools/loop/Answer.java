package io.flyball.tools.loop;

import io.flyball.schemas.Alert;
import io.flyball.schemas.LoopMetric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the metrics of a loop say to the question whether it narrows: of the scope and the length of
 * windows that have most windows, the trends of five metrics over the windows.
 *
 * @param scope that was looked at; empty where there are no metrics
 * @param headlines metrics that the scope has
 * @param cards one question and its answer each
 */
record Answer(String scope, List<Headline> headlines, List<Card> cards) {

  /**
   * A question and its answer.
   *
   * @param verdict a few words
   * @param because one or two sentences
   */
  record Card(String question, String verdict, String because) {}

  /** Smaller probabilities rest on the independence of windows, which nobody knows. */
  private static final double LEAST = 0.001;

  private record Wanted(String metric, String title, int narrower) {}

  private static final List<Wanted> WANTED =
      List.of(
          new Wanted("GINI_OVER_N", "Concentration on items (Gini)", 1),
          new Wanted("EFFECTIVE_ITEMS_EXP_H", "Effective number of items", -1),
          new Wanted("TOP10_SHARE", "Share of the ten most frequent items", 1),
          new Wanted("MEAN_JACCARD", "Likeness of users", 1),
          new Wanted("MEAN_USER_CATEGORY_ENTROPY_NATS", "Variety of categories of a user", -1));

  private static final List<String> PREFIXES = List.of("exposure.", "feedback.", "");

  static Answer of(ReportRecords records) {
    List<LoopMetric> metrics = records.metrics();
    List<Alert> alerts = records.alerts();
    Map<String, List<LoopMetric>> groups = new TreeMap<>();
    for (LoopMetric row : metrics) {
      Duration length = Duration.between(row.getWindowStart(), row.getWindowEnd());
      groups.computeIfAbsent(row.getScope() + "\n" + length, key -> new ArrayList<>()).add(row);
    }
    Optional<List<LoopMetric>> most =
        groups.values().stream().max(Comparator.<List<LoopMetric>>comparingInt(List::size));
    if (most.isEmpty()) {
      return new Answer("", List.of(), List.of());
    }
    List<LoopMetric> whole = whole(most.get(), records.log());
    long left = windows(most.get()) - windows(whole);
    Map<String, List<LoopMetric>> byMetric =
        whole.stream()
            .collect(
                Collectors.groupingBy(
                    LoopMetric::getMetric, LinkedHashMap::new, Collectors.toList()));
    List<Headline> headlines = new ArrayList<>();
    String prefix =
        PREFIXES.stream()
            .filter(p -> byMetric.containsKey(p + WANTED.get(0).metric()))
            .findFirst()
            .orElse("");
    for (Wanted wanted : WANTED) {
      List<LoopMetric> rows = byMetric.get(prefix + wanted.metric());
      if (rows != null && rows.stream().anyMatch(row -> row.getValue() != null)) {
        headlines.add(
            Headline.of(prefix + wanted.metric(), wanted.title(), wanted.narrower(), rows));
      }
    }
    String scope = most.get().get(0).getScope();
    Headline events =
        byMetric.containsKey(prefix + "EVENTS")
            ? Headline.of(prefix + "EVENTS", "Events", 0, byMetric.get(prefix + "EVENTS"))
            : null;
    return new Answer(scope, headlines, cards(headlines, events, alerts, prefix, left));
  }

  /** Rows of windows that the log fills; all where too few are left for a trend. */
  private static List<LoopMetric> whole(List<LoopMetric> rows, ReportRecords.Span log) {
    List<LoopMetric> filled = rows.stream().filter(row -> log == null || log.fills(row)).toList();
    return windows(filled) < io.flyball.core.stats.MannKendall.LEAST ? rows : filled;
  }

  private static long windows(List<LoopMetric> rows) {
    return rows.stream().map(LoopMetric::getWindowStart).distinct().count();
  }

  private static List<Card> cards(
      List<Headline> headlines, Headline events, List<Alert> alerts, String prefix, long left) {
    if (headlines.isEmpty()) {
      return List.of();
    }
    int count = headlines.size();
    List<Headline> narrower =
        headlines.stream().filter(h -> h.isShown(count) && h.direction() > 0).toList();
    List<Headline> wider =
        headlines.stream().filter(h -> h.isShown(count) && h.direction() < 0).toList();
    String verdict =
        narrower.isEmpty()
            ? wider.isEmpty() ? "No trend is shown" : "No: it widens"
            : wider.isEmpty() ? "Yes: it narrows" : "Mixed";
    String subject = prefix.equals("feedback.") ? "what users chose" : "what users were shown";
    return List.of(
        new Card(
            "Is it narrowing?",
            verdict,
            String.format(
                Locale.ROOT,
                "%d of %d metrics of %s tend towards less variety, %d towards more.%s",
                narrower.size(),
                count,
                subject,
                wider.size(),
                titles(narrower, wider))),
        forWhom(headlines, count),
        sinceWhen(narrower, wider, alerts),
        howSure(headlines, events, alerts, left),
        whatToDo(narrower, prefix, alerts));
  }

  private static String titles(List<Headline> narrower, List<Headline> wider) {
    List<String> all = new ArrayList<>();
    narrower.forEach(h -> all.add(h.title()));
    wider.forEach(h -> all.add(h.title() + " (the other way)"));
    return all.isEmpty() ? "" : " " + String.join(", ", all) + ".";
  }

  private static Card forWhom(List<Headline> headlines, int count) {
    List<String> who = new ArrayList<>();
    for (Headline headline : headlines) {
      boolean narrows = headline.isShown(count) && headline.direction() > 0;
      if (narrows && headline.metric().endsWith("MEAN_JACCARD")) {
        who.add("users become alike");
      } else if (narrows && headline.metric().endsWith("MEAN_USER_CATEGORY_ENTROPY_NATS")) {
        who.add("each user sees fewer categories");
      } else if (narrows && who.isEmpty()) {
        who.add("items: fewer of them get the attention");
      }
    }
    boolean categories =
        headlines.stream().anyMatch(h -> h.metric().endsWith("MEAN_USER_CATEGORY_ENTROPY_NATS"));
    return new Card(
        "For whom?",
        who.isEmpty() ? "For nobody that is shown" : capital(String.join("; ", who)),
        categories
            ? "Items, the likeness of users and the variety of each user are told apart."
            : "The variety of a single user is not known: that takes users and categories in the"
                + " log.");
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private static Card sinceWhen(List<Headline> narrower, List<Headline> wider, List<Alert> alerts) {
    List<ChangeCluster> changes = ChangeCluster.of(alerts);
    if (!changes.isEmpty()) {
      ChangeCluster first = changes.get(0);
      return new Card(
          "Since when?",
          Html.time(first.since()) + " UTC",
          String.format(
              Locale.ROOT,
              "%d %s: the first began then and was established at %s UTC.",
              changes.size(),
              changes.size() == 1 ? "abrupt change was found" : "abrupt changes were found",
              Html.time(first.until())));
    }
    boolean gradual = !narrower.isEmpty() || !wider.isEmpty();
    return new Card(
        "Since when?",
        gradual ? "All along" : "At no time",
        gradual
            ? "The change is gradual: no detector found a moment at which it began."
            : "No detector found an abrupt change.");
  }

  private static Card howSure(
      List<Headline> headlines, Headline events, List<Alert> alerts, long left) {
    Headline best =
        headlines.stream().min(Comparator.comparingDouble(h -> h.trend().p())).orElseThrow();
    int windows = best.trend().n();
    boolean growing = events != null && events.trend().p() < Headline.LEVEL;
    double corrected = Math.min(1, best.trend().p() * headlines.size());
    String text =
        String.format(
            Locale.ROOT,
            "Mann-Kendall over %d windows, corrected for %d metrics: the clearest is %s. Windows"
                + " are taken as independent.",
            windows,
            headlines.size(),
            best.title());
    if (left > 0) {
      text +=
          left == 1
              ? " A window that the log fills in part is left out."
              : " " + left + " windows that the log fills in part are left out.";
    }
    if (growing) {
      text +=
          " The number of events a window changes too, and concentration depends on it: compare"
              + " windows of like size.";
    }
    if (!alerts.isEmpty()) {
      text += " Of alerts about 0.05 a scope are expected where nothing changes.";
    }
    return new Card(
        "How sure?",
        windows < io.flyball.core.stats.MannKendall.LEAST
            ? "Not at all: too few windows"
            : (corrected < Headline.LEVEL ? "Shown" : "Not shown")
                + (corrected < LEAST ? ", p < " + LEAST : ", p = " + Html.number(corrected)),
        text);
  }

  private static Card whatToDo(List<Headline> narrower, String prefix, List<Alert> alerts) {
    if (prefix.equals("feedback.")) {
      return new Card(
          "What could be done?",
          "Log what is shown",
          "This log has choices only. With exposures, and a random holdout among them, the part of"
              + " the loop can be told from that of the world.");
    }
    boolean loop = alerts.stream().anyMatch(a -> a.getSummary().contains("amplified by the loop"));
    if (narrower.isEmpty() && !loop) {
      return new Card(
          "What could be done?",
          "Keep watching",
          "Keep a random holdout, which shows the cause when it narrows.");
    }
    return new Card(
        "What could be done?",
        loop ? "Push the loop back" : "Find the cause first",
        loop
            ? "The holdout did not follow: turn the governor on, or add exploration."
            : "Show a small random holdout: only it tells the loop from the world. Then add"
                + " exploration or the governor.");
  }
}
