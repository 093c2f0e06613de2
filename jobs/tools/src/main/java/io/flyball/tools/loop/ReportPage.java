package io.flyball.tools.loop;

import io.flyball.core.loop.LoopMetric;
import io.flyball.core.loop.Metric;
import io.flyball.core.loop.SlateMetric;
import io.flyball.core.loop.TrendMetric;
import io.flyball.schemas.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A report as one HTML page that needs nothing else: no script, no network, which its content
 * security policy also forbids. Light or dark as the reader's device is set.
 */
public final class ReportPage {
  private static final Map<String, Metric> DEFINED =
      Stream.<Metric[]>of(LoopMetric.values(), SlateMetric.values(), TrendMetric.values())
          .flatMap(Stream::of)
          .collect(Collectors.toMap(Metric::name, Function.identity()));

  /** Curves of one scope and window length stand together. */
  private record Group(String scope, Duration length) {}

  private final ReportRecords records;
  private final List<io.flyball.schemas.LoopMetric> metrics;
  private final List<Alert> alerts;
  private final StringBuilder out = new StringBuilder();

  private ReportPage(ReportRecords records) {
    this.records = records;
    this.metrics = records.metrics();
    this.alerts = records.alerts();
  }

  public static String of(ReportRecords records) {
    return new ReportPage(records).page();
  }

  /** The answer that the page begins with, a question a line. */
  public static List<String> answer(ReportRecords records) {
    return Answer.of(records).cards().stream()
        .map(card -> card.question() + " " + card.verdict() + ". " + card.because())
        .toList();
  }

  private String page() {
    out.append(Html.head("Flyball: feedback loop report"));
    out.append("<main>\n<h1>Feedback loop report</h1>\n");
    summary();
    new AnswerSection(Answer.of(records)).append(out);
    alarms();
    TreeMap<Group, List<io.flyball.schemas.LoopMetric>> groups =
        new TreeMap<>(Comparator.comparing(Group::scope).thenComparing(Group::length));
    for (io.flyball.schemas.LoopMetric row : metrics) {
      groups
          .computeIfAbsent(
              new Group(row.getScope(), Duration.between(row.getWindowStart(), row.getWindowEnd())),
              key -> new java.util.ArrayList<>())
          .add(row);
    }
    groups.forEach(this::scope);
    return out.append("</main>\n</body>\n</html>\n").toString();
  }

  private void summary() {
    out.append("<p class=\"dim\">");
    if (metrics.isEmpty()) {
      out.append("No metrics.");
    } else {
      out.append(
          String.format(
              Locale.ROOT,
              "%s to %s UTC · %s metric values · %s alerts",
              Html.time(metrics.get(0).getWindowStart()),
              Html.time(end(metrics)),
              Html.number(metrics.size()),
              Html.number(alerts.size())));
    }
    out.append("</p>\n");
  }

  private void alarms() {
    out.append("<h2>Changes</h2>\n");
    out.append(
        alerts.isEmpty()
            ? "<p>No alerts.</p>\n"
            : """
            <p class="dim">In the curves, dashed lines are alerts; the shade before each runs from when it began to when
            it was established. A monitor that only listens can tell drift, not its cause: an alert that names the loop
            as the cause rests on randomly exposed traffic.</p>
            """);
    Map<String, io.flyball.schemas.LoopMetric> rows =
        metrics.stream()
            .collect(
                Collectors.toMap(
                    io.flyball.schemas.LoopMetric::getId,
                    Function.identity(),
                    (one, other) -> other));
    for (ChangeCluster change : ChangeCluster.of(alerts)) {
      change(change, rows);
    }
  }

  private void change(ChangeCluster change, Map<String, io.flyball.schemas.LoopMetric> rows) {
    boolean several = change.alerts().size() > 1;
    if (several) {
      out.append(
          String.format(
              Locale.ROOT,
              "<details class=\"change %s\"><summary><strong>%s</strong> %s to %s UTC · %d alerts"
                  + " in %s</summary>%n",
              change.severity(),
              Html.escape(String.join(", ", change.kinds())),
              Html.time(change.since()),
              Html.time(change.until()),
              change.alerts().size(),
              change.scopes() == 1 ? "one scope" : change.scopes() + " scopes"));
    }
    for (Alert alert : change.alerts()) {
      out.append(
          String.format(
              Locale.ROOT,
              """
              <article class="%s">
              <header><strong>%s</strong><span>%s</span><span class="dim">%s UTC, since %s · %s</span></header>
              <p>%s</p>
              """,
              alert.getSeverity(),
              Html.escape(alert.getKind()),
              Html.escape(alert.getScope()),
              Html.time(alert.getTime()),
              Html.time(alert.getSince()),
              alert.getSeverity(),
              Html.escape(alert.getSummary())));
      evidence(alert, rows);
      out.append("</article>\n");
    }
    if (several) {
      out.append("</details>\n");
    }
  }

  private void evidence(Alert alert, Map<String, io.flyball.schemas.LoopMetric> rows) {
    if (alert.getValues().isEmpty() && alert.getEvidence().isEmpty()) {
      return;
    }
    out.append("<details><summary>Evidence</summary>\n");
    if (!alert.getValues().isEmpty()) {
      out.append("<table>");
      new TreeMap<>(alert.getValues())
          .forEach(
              (name, value) ->
                  out.append(
                      String.format(
                          Locale.ROOT,
                          "<tr><td>%s</td><td>%s</td></tr>",
                          Html.escape(name),
                          Html.number(value))));
      out.append("</table>\n");
    }
    if (!alert.getEvidence().isEmpty()) {
      out.append("<ul>");
      for (String id : alert.getEvidence()) {
        out.append("<li><code>").append(Html.escape(id)).append("</code>");
        io.flyball.schemas.LoopMetric row = rows.get(id);
        if (row != null) {
          out.append(
              String.format(
                  Locale.ROOT,
                  ": %s of the window from %s is %s",
                  Html.escape(row.getMetric()),
                  Html.time(row.getWindowStart()),
                  text(row.getValue())));
        }
        out.append("</li>");
      }
      out.append("</ul>\n");
    }
    out.append("</details>\n");
  }

  private void scope(Group group, List<io.flyball.schemas.LoopMetric> rows) {
    out.append(
        String.format(
            Locale.ROOT,
            """
            <section>
            <h2>%s <span class="dim">windows of %s</span></h2>
            <div class="curves">
            """,
            Html.escape(group.scope()),
            length(group.length())));
    Instant from = rows.get(0).getWindowStart();
    Instant to = end(rows);
    List<Alert> own =
        alerts.stream().filter(alert -> alert.getScope().equals(group.scope())).toList();
    TreeMap<String, List<io.flyball.schemas.LoopMetric>> byMetric = new TreeMap<>();
    rows.forEach(
        row ->
            byMetric.computeIfAbsent(row.getMetric(), key -> new java.util.ArrayList<>()).add(row));
    List<String> without = new java.util.ArrayList<>();
    byMetric.forEach(
        (metric, values) -> {
          if (values.stream().allMatch(row -> row.getValue() == null)) {
            without.add(metric);
          } else {
            figure(metric, values, from, to, own);
          }
        });
    out.append("</div>\n");
    if (!without.isEmpty()) {
      out.append("<p class=\"dim\">Without a value in any window: ")
          .append(Html.escape(String.join(", ", without)))
          .append(".</p>\n");
    }
    out.append("</section>\n");
  }

  private void figure(
      String metric,
      List<io.flyball.schemas.LoopMetric> values,
      Instant from,
      Instant to,
      List<Alert> own) {
    List<Curve.Point> points =
        values.stream()
            .map(
                row ->
                    new Curve.Point(
                        row.getWindowEnd(),
                        row.getValue() == null ? Double.NaN : row.getValue(),
                        row.getStandardError()))
            .toList();
    String last = text(values.get(values.size() - 1).getValue());
    String label =
        String.format(
            Locale.ROOT,
            "%s in %d windows, the last %s; %d alerts",
            metric,
            values.size(),
            last,
            own.size());
    Metric defined = DEFINED.get(metric);
    out.append(
        String.format(
            Locale.ROOT,
            "<figure><figcaption><h3>%s</h3><b>%s</b></figcaption>%s%s</figure>\n",
            Html.escape(metric).replace("_", "_<wbr>"),
            last,
            new Curve(points, from, to).svg(label, own),
            defined == null
                ? ""
                : "<p class=\"dim\">" + Html.escape(defined.definition()) + "</p>"));
  }

  private static String text(Double value) {
    return value == null || !Double.isFinite(value) ? "undefined" : Html.number(value);
  }

  private static Instant end(List<io.flyball.schemas.LoopMetric> rows) {
    return rows.stream()
        .map(io.flyball.schemas.LoopMetric::getWindowEnd)
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  private static String length(Duration length) {
    if (length.toDays() > 0 && length.equals(Duration.ofDays(length.toDays()))) {
      return length.toDays() + " d";
    }
    return length.toString().substring(2).toLowerCase(java.util.Locale.ROOT);
  }
}
