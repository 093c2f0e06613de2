package io.flyball.tools.bandit;

import io.flyball.core.bandit.ope.ArmSupport;
import io.flyball.core.bandit.ope.PropensityCalibration;
import io.flyball.tools.loop.Html;
import java.util.List;
import java.util.Locale;

/** The parts that pages about evaluations share, written one after the other. */
final class EvaluationSheet {
  private static final int ARMS_SHOWN = 50;

  private final StringBuilder out = new StringBuilder();

  /**
   * Begins the page.
   *
   * @param size how much was evaluated, such as "20 decisions"
   */
  EvaluationSheet(String path, String target, String size) {
    out.append(Html.head("Flyball: evaluation of a log"));
    out.append("<h1>Evaluation of a log</h1>\n");
    add(
        "<p class=\"dim\">%s · candidate %s · %s</p>%n",
        Html.escape(path), Html.escape(target), size);
  }

  void card(String question, String answer, String because) {
    add(
        "<section class=\"card\"><h2>%s</h2><strong>%s</strong><p>%s</p></section>%n",
        Html.escape(question), Html.escape(answer), Html.escape(because));
  }

  void notes(List<String> notes) {
    if (!notes.isEmpty()) {
      out.append("<ul>\n");
      notes.forEach(note -> add("<li>%s</li>%n", Html.escape(note)));
      out.append("</ul>\n");
    }
  }

  void figure(String title, String svg, String text) {
    add(
        "<figure><figcaption><h3>%s</h3></figcaption>%s<p class=\"dim\">%s</p></figure>%n",
        Html.escape(title), svg, Html.escape(text));
  }

  void calibration(PropensityCalibration calibration) {
    List<PropensityCalibration.Bin> bins = calibration.bins();
    if (bins.isEmpty()) {
      return;
    }
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

  void arms(ArmSupport support) {
    List<ArmSupport.Row> rows = support.rows();
    if (rows.isEmpty()) {
      return;
    }
    add("<h2>Support by arm</h2>%n");
    add(
        "<table><tr><th>arm</th><th>times shown</th><th>candidate's share</th><th>without"
            + " support</th><th>propensities, standard errors off</th></tr>%n");
    for (ArmSupport.Row row : rows.subList(0, Math.min(rows.size(), ARMS_SHOWN))) {
      add(
          "<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>%n",
          Html.escape(row.arm()),
          Html.number((double) row.shown()),
          Html.number(row.mass()),
          Html.number(row.unsupported()),
          row.shown() < 30 ? "" : String.format(Locale.ROOT, "%.1f", row.score()));
    }
    add("</table>%n");
    if (rows.size() > ARMS_SHOWN) {
      add("<p class=\"dim\">%,d arms more.</p>%n", rows.size() - ARMS_SHOWN);
    }
  }

  void add(String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values));
  }

  /** The whole page. */
  String page() {
    return out + "</body>\n</html>\n";
  }
}
