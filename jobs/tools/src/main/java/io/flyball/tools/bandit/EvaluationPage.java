package io.flyball.tools.bandit;

import io.flyball.core.bandit.ope.ArmSupport;
import io.flyball.core.bandit.ope.Evaluation;
import io.flyball.core.bandit.ope.LogEvaluation;
import io.flyball.core.bandit.ope.PropensityCalibration;
import io.flyball.core.bandit.ope.ValueInterval;
import io.flyball.core.bandit.ope.Verdict;
import io.flyball.tools.loop.Html;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An evaluation as one HTML page in the look of the other reports: the verdict, the estimates, and
 * pictures of what they rest on. No script, no network.
 */
public final class EvaluationPage {
  private static final int ARMS_SHOWN = 50;

  /** One estimate; the interval is null where there is none. */
  public record Line(String name, double value, ValueInterval interval) {}

  /**
   * What the page shows.
   *
   * @param passedOver how many rows say nothing, by reason
   */
  public record Content(
      String path,
      String target,
      LogEvaluation result,
      Verdict verdict,
      List<Line> lines,
      Map<String, Long> passedOver) {}

  private final Content content;
  private final LogEvaluation result;
  private final StringBuilder out = new StringBuilder();

  private EvaluationPage(Content content) {
    this.content = content;
    this.result = content.result();
  }

  /** The page. */
  public static String of(Content content) {
    return new EvaluationPage(content).page();
  }

  private String page() {
    out.append(Html.head("Flyball: evaluation of a log"));
    out.append("<h1>Evaluation of a log</h1>\n");
    add(
        "<p class=\"dim\">%s · candidate %s · %,d decisions</p>%n",
        Html.escape(content.path()), Html.escape(content.target()), result.rows());
    verdict();
    estimates();
    pictures();
    arms();
    return out.append("</body>\n</html>\n").toString();
  }

  private void verdict() {
    Verdict verdict = content.verdict();
    Evaluation e = result.evaluation();
    out.append("<div class=\"cards\">\n");
    card(
        "May the estimates be believed?",
        verdict.label(),
        verdict.trusted() ? "No reason against it was found." : verdict.reasons().get(0));
    card(
        "How many decisions is the log worth?",
        Html.number(e.effectiveSampleSize()),
        String.format(
            Locale.ROOT,
            "Effective sample size of %,d decisions; weights %s in the mean, at most %s.",
            result.rows(),
            Html.number(e.meanWeight()),
            Html.number(e.largestWeight())));
    card(
        "What did the policy of the log earn?",
        Html.number(e.logged()),
        "Mean reward of a decision.");
    out.append("</div>\n");
    List<String> notes = new ArrayList<>(verdict.reasons());
    notes.addAll(verdict.warnings());
    content
        .passedOver()
        .forEach((why, rows) -> notes.add(String.format(Locale.ROOT, "%,d rows %s", rows, why)));
    if (!notes.isEmpty()) {
      out.append("<ul>\n");
      notes.forEach(note -> add("<li>%s</li>%n", Html.escape(note)));
      out.append("</ul>\n");
    }
  }

  private void card(String question, String answer, String because) {
    add(
        "<section class=\"card\"><h2>%s</h2><strong>%s</strong><p>%s</p></section>%n",
        Html.escape(question), Html.escape(answer), Html.escape(because));
  }

  private void estimates() {
    out.append("<h2>Estimates</h2>\n");
    if (!content.verdict().trusted()) {
      out.append("<p>None is shown, for the reasons above.</p>\n");
      return;
    }
    out.append(
        "<table><tr><th>estimator</th><th>estimate</th><th>95 % interval</th><th>by</th></tr>\n");
    for (Line line : content.lines()) {
      ValueInterval interval = line.interval();
      add(
          "<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>%n",
          Html.escape(line.name()),
          Html.number(line.value()),
          interval == null
              ? ""
              : Html.number(interval.low()) + " to " + Html.number(interval.high()),
          interval == null ? "" : Html.escape(interval.method()));
    }
    out.append("</table>\n");
    out.append(
        """
        <p class="dim">Every interval is one for what the candidate would have earned. Betting intervals hold for any
        weights; a Gaussian one is shown only where no few rows decide.</p>
        """);
  }

  private void pictures() {
    out.append("<h2>What they rest on</h2>\n<div class=\"curves\">\n");
    figure(
        "Tail of the weights",
        new Plot("weight", true, true)
            .curve(Arrays.asList(result.tail().exceedance()))
            .svg("share of decisions above each weight"),
        String.format(
            Locale.ROOT,
            "Share of decisions with a larger weight. Pareto index %s; from 0.5 the variance does"
                + " not exist. The largest single share of the estimate is %.1f %%.",
            Html.number(Math.min(1e6, result.tail().index())),
            100 * result.tail().largestShare()));
    boolean shown = content.verdict().trusted();
    double[][] points = result.trace().points();
    boolean modelled = content.lines().stream().anyMatch(line -> line.name().equals("DR"));
    String[] names = {"IPS", "SNIPS", "DR"};
    for (int i = 0; shown && i < names.length; i++) {
      int column = i + 1;
      if (column < 3 || modelled) {
        figure(
            names[i] + " over the log",
            new Plot("decisions", false, false)
                .curve(Arrays.stream(points).map(p -> new double[] {p[0], p[column]}).toList())
                .svg(names[i] + " after each part of the log"),
            "An estimate that jumps late rests on few rows.");
      }
    }
    List<PropensityCalibration.Bin> bins = result.calibration().bins();
    if (!bins.isEmpty()) {
      double most = bins.stream().mapToDouble(PropensityCalibration.Bin::promised).max().orElse(1);
      figure(
          "Calibration of the propensities",
          new Plot("logged probability", false, false)
              .dashed(List.of(new double[] {0, 0}, new double[] {most, most}))
              .dots(bins.stream().map(b -> new double[] {b.promised(), b.happened()}).toList())
              .svg("share shown by logged probability"),
          "Share of the arms that were shown, by their logged probability; right ones lie on the"
              + " dashed line.");
    }
    out.append("</div>\n");
  }

  private void figure(String title, String svg, String text) {
    add(
        "<figure><figcaption><h3>%s</h3></figcaption>%s<p class=\"dim\">%s</p></figure>%n",
        Html.escape(title), svg, Html.escape(text));
  }

  private void arms() {
    List<ArmSupport.Row> rows = result.support().rows();
    if (rows.isEmpty()) {
      return;
    }
    add("<h2>Support by arm</h2>%n");
    out.append(
        "<table><tr><th>arm</th><th>times shown</th><th>candidate's share</th><th>without"
            + " support</th><th>propensities, standard errors off</th></tr>\n");
    for (ArmSupport.Row row : rows.subList(0, Math.min(rows.size(), ARMS_SHOWN))) {
      add(
          "<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>%n",
          Html.escape(row.arm()),
          Html.number((double) row.shown()),
          Html.number(row.mass()),
          Html.number(row.unsupported()),
          row.shown() < 30 ? "" : String.format(Locale.ROOT, "%.1f", row.score()));
    }
    out.append("</table>\n");
    if (rows.size() > ARMS_SHOWN) {
      add("<p class=\"dim\">%,d arms more.</p>%n", rows.size() - ARMS_SHOWN);
    }
  }

  private void add(String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values));
  }
}
