package io.flyball.tools.bandit;

import io.flyball.core.bandit.ope.Evaluation;
import io.flyball.core.bandit.ope.LogEvaluation;
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
  private final EvaluationSheet sheet;

  private EvaluationPage(Content content) {
    this.content = content;
    this.result = content.result();
    this.sheet =
        new EvaluationSheet(
            content.path(),
            content.target(),
            String.format(Locale.ROOT, "%,d decisions", result.rows()));
  }

  /** The page. */
  public static String of(Content content) {
    return new EvaluationPage(content).page();
  }

  private String page() {
    verdict();
    estimates();
    pictures();
    sheet.arms(result.support());
    return sheet.page();
  }

  private void verdict() {
    Verdict verdict = content.verdict();
    Evaluation e = result.evaluation();
    sheet.add("<div class=\"cards\">%n");
    sheet.card(
        "May the estimates be believed?",
        verdict.label(),
        verdict.trusted() ? "No reason against it was found." : verdict.reasons().get(0));
    sheet.card(
        "How many decisions is the log worth?",
        Html.number(e.effectiveSampleSize()),
        String.format(
            Locale.ROOT,
            "Effective sample size of %,d decisions; weights %s in the mean, at most %s.",
            result.rows(),
            Html.number(e.meanWeight()),
            Html.number(e.largestWeight())));
    sheet.card(
        "What did the policy of the log earn?",
        Html.number(e.logged()),
        "Mean reward of a decision.");
    sheet.add("</div>%n");
    List<String> notes = new ArrayList<>(verdict.reasons());
    notes.addAll(verdict.warnings());
    content
        .passedOver()
        .forEach((why, rows) -> notes.add(String.format(Locale.ROOT, "%,d rows %s", rows, why)));
    sheet.notes(notes);
  }

  private void estimates() {
    sheet.add("<h2>Estimates</h2>%n");
    if (!content.verdict().trusted()) {
      sheet.add("<p>None is shown, for the reasons above.</p>%n");
      return;
    }
    sheet.add(
        "<table><tr><th>estimator</th><th>estimate</th><th>95 %% interval</th><th>by</th></tr>%n");
    for (Line line : content.lines()) {
      ValueInterval interval = line.interval();
      sheet.add(
          "<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>%n",
          Html.escape(line.name()),
          Html.number(line.value()),
          interval == null
              ? ""
              : Html.number(interval.low()) + " to " + Html.number(interval.high()),
          interval == null ? "" : Html.escape(interval.method()));
    }
    sheet.add("</table>%n");
    sheet.add(
        """
        <p class="dim">Every interval is one for what the candidate would have earned. Betting intervals hold for any
        weights; a Gaussian one is shown only where no few rows decide.</p>
        """);
  }

  private void pictures() {
    sheet.add("<h2>What they rest on</h2>%n<div class=\"curves\">%n");
    sheet.figure(
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
        sheet.figure(
            names[i] + " over the log",
            new Plot("decisions", false, false)
                .curve(Arrays.stream(points).map(p -> new double[] {p[0], p[column]}).toList())
                .svg(names[i] + " after each part of the log"),
            "An estimate that jumps late rests on few rows.");
      }
    }
    sheet.calibration(result.calibration());
    sheet.add("</div>%n");
  }
}
