package io.flyball.tools.bandit;

import io.flyball.core.bandit.ope.SlateEvaluation;
import io.flyball.core.bandit.ope.ValueInterval;
import io.flyball.core.bandit.slate.PositionBasedClicks;
import io.flyball.core.bandit.slate.SlateClicks;
import io.flyball.tools.loop.Html;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An evaluation of slates as one HTML page in the look of the other reports: the verdict, the
 * estimates, how users look at the positions, and what all of it rests on. No script, no network.
 */
public final class SlatePage {
  /**
   * One estimator.
   *
   * @param silence why it is not told; empty where it is
   * @param value in reward of a slate
   * @param worth effective number of slates
   * @param interval null where none is known to hold
   */
  public record Line(
      String name, String silence, double value, double worth, ValueInterval interval) {}

  /**
   * What the page shows.
   *
   * @param positions of the longest slate
   * @param reasons what forbids every estimate
   * @param notes warnings, and how many rows say nothing
   */
  public record Content(
      String path,
      String target,
      int positions,
      SlateEvaluation result,
      List<Line> lines,
      List<String> reasons,
      List<String> notes) {}

  private final Content content;
  private final SlateEvaluation result;
  private final EvaluationSheet sheet;

  private SlatePage(Content content) {
    this.content = content;
    this.result = content.result();
    this.sheet =
        new EvaluationSheet(
            content.path(),
            content.target(),
            said("%,d slates of up to %d positions", result.slates(), content.positions()));
  }

  /** The page. */
  public static String of(Content content) {
    SlatePage page = new SlatePage(content);
    page.verdict();
    page.estimates();
    page.sheet.add("<h2>What they rest on</h2>%n<div class=\"curves\">%n");
    if (page.result.clicks().known()) {
      page.examination();
    }
    page.sheet.calibration(page.result.calibration());
    page.sheet.add("</div>%n");
    page.sheet.arms(page.result.support());
    return page.sheet.page();
  }

  private void verdict() {
    List<String> reasons = content.reasons();
    sheet.add("<div class=\"cards\">%n");
    sheet.card(
        "May the estimates be believed?",
        !reasons.isEmpty()
            ? "not trusted"
            : content.notes().isEmpty() ? "trusted" : "trusted with care",
        reasons.isEmpty() ? "No reason against it was found." : reasons.get(0));
    double worth =
        content.lines().stream()
            .filter(line -> line.silence().isEmpty())
            .mapToDouble(Line::worth)
            .max()
            .orElse(0);
    sheet.card(
        "How many slates is the log worth?",
        Html.number(worth),
        "Effective number of slates of the estimator that uses most of them.");
    sheet.card(
        "What did the policy of the log earn?",
        Html.number(result.logged()),
        "Mean reward of a slate.");
    sheet.add("</div>%n");
    List<String> notes = new ArrayList<>(reasons);
    notes.addAll(content.notes());
    sheet.notes(notes);
  }

  private void estimates() {
    sheet.add("<h2>Estimates</h2>%n");
    if (!content.reasons().isEmpty()) {
      sheet.add("<p>None is shown, for the reasons above.</p>%n");
      return;
    }
    sheet.add(
        "<table><tr><th>estimator</th><th>estimate</th><th>worth slates</th><th>95 %% interval</th>"
            + "<th>by</th></tr>%n");
    for (Line line : content.lines()) {
      if (!line.silence().isEmpty()) {
        sheet.add(
            "<tr><td>%s</td><td colspan=\"4\">not told: %s</td></tr>%n",
            Html.escape(line.name()), Html.escape(line.silence()));
        continue;
      }
      ValueInterval interval = line.interval();
      sheet.add(
          "<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>%n",
          Html.escape(line.name()),
          Html.number(line.value()),
          Html.number(line.worth()),
          interval == null
              ? ""
              : Html.number(interval.low()) + " to " + Html.number(interval.high()),
          interval == null ? "" : Html.escape(interval.method()));
    }
    sheet.add("</table>%n");
  }

  private void examination() {
    SlateClicks clicks = result.clicks();
    PositionBasedClicks model = clicks.positionBased();
    List<double[]> theta = new ArrayList<>();
    List<double[]> harvested = new ArrayList<>();
    for (int l = 1; l <= content.positions(); l++) {
      theta.add(new double[] {l, model.theta()[l - 1]});
      if (Double.isFinite(clicks.harvested(l))) {
        harvested.add(new double[] {l, clicks.harvested(l)});
      }
    }
    long several = clicks.cascade().several();
    sheet.figure(
        "How users look",
        new Plot("position", false, false)
            .curve(theta)
            .dots(harvested)
            .svg("share of users that look at each position"),
        said(
            "Line: position-based model, log-likelihood %s. Dots: by interventions, where the log"
                + " has shown an arm at both places. Cascade: %s.",
            Html.number(clicks.logLikelihood(model)),
            several > 0
                ? said("impossible, %,d slates have several clicks", several)
                : "log-likelihood " + Html.number(clicks.cascade().logLikelihood())));
  }

  private static String said(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
