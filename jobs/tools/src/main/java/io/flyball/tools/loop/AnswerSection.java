package io.flyball.tools.loop;

import io.flyball.schemas.LoopMetric;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The head of a report: the answer as cards, then the metrics that it rests on. */
final class AnswerSection {
  private final Answer answer;

  AnswerSection(Answer answer) {
    this.answer = answer;
  }

  void append(StringBuilder out) {
    if (answer.cards().isEmpty()) {
      return;
    }
    out.append("<div class=\"cards\">\n");
    for (Answer.Card card : answer.cards()) {
      out.append(
          String.format(
              Locale.ROOT,
              "<section class=\"card\"><h2>%s</h2><strong>%s</strong><p>%s</p></section>%n",
              Html.escape(card.question()),
              Html.escape(card.verdict()),
              Html.escape(card.because())));
    }
    out.append("</div>\n");
    out.append(
        String.format(
            Locale.ROOT,
            "<h2>What it rests on <span class=\"dim\">%s</span></h2>%n<div class=\"curves headlines\">%n",
            Html.escape(answer.scope())));
    answer.headlines().forEach(headline -> append(out, headline));
    out.append("</div>\n");
  }

  private void append(StringBuilder out, Headline headline) {
    List<LoopMetric> rows = headline.rows();
    Instant from = rows.get(0).getWindowStart();
    Instant to = rows.get(rows.size() - 1).getWindowEnd();
    List<Curve.Point> points =
        rows.stream()
            .map(
                row ->
                    new Curve.Point(
                        row.getWindowEnd(),
                        row.getValue() == null ? Double.NaN : row.getValue(),
                        row.getStandardError()))
            .toList();
    String change =
        headline.trend().n() < 2
            ? "no change known: one window"
            : String.format(
                Locale.ROOT,
                "%s%s from the first window to the last (95 %%: %s to %s)",
                headline.change() > 0 ? "+" : "",
                Html.number(headline.change()),
                Html.number(headline.lower()),
                Html.number(headline.upper()));
    out.append(
        String.format(
            Locale.ROOT,
            "<figure><figcaption><h3>%s</h3></figcaption>%s<p>%s</p></figure>%n",
            Html.escape(headline.title()),
            new Curve(points, from, to)
                .svg(headline.title() + ", " + headline.metric() + ": " + change, List.of()),
            change));
  }
}
