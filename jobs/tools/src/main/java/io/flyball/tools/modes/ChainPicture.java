package io.flyball.tools.modes;

import io.flyball.core.modes.ChainSummary;
import io.flyball.core.modes.RateMatrix;
import io.flyball.tools.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A chain as SVG: states on a circle, their area the share of time spent in them, arrows as wide as
 * the rates; rates below a fiftieth of the largest are left out.
 */
public final class ChainPicture {
  private static final int SIZE = 720;
  private static final double RADIUS = 250;
  private static final double CENTRE = SIZE / 2.0;
  private static final double LEAST_SHARE_SHOWN = .02;

  private ChainPicture() {}

  public static void save(
      Path file, List<String> names, RateMatrix rates, Optional<ChainSummary> summary) {
    try {
      Files.writeString(file, svg(names, rates, summary));
    } catch (IOException e) {
      throw UserError.causedBy("cannot write the picture " + file, e);
    }
  }

  static String svg(List<String> names, RateMatrix rates, Optional<ChainSummary> summary) {
    int states = rates.states();
    double largest = 0;
    for (int i = 0; i < states; i++) {
      for (int j = 0; j < states; j++) {
        largest = i == j ? largest : Math.max(largest, rates.rate(i, j));
      }
    }
    StringBuilder out = new StringBuilder(8_000);
    add(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\"", SIZE, SIZE);
    out.append(" font-family=\"sans-serif\" font-size=\"13\" role=\"img\">\n");
    out.append("<title>States, the share of time in each, and the rates between them</title>\n");
    out.append("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
    out.append("<defs><marker id=\"head\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\"");
    out.append(" markerWidth=\"9\" markerHeight=\"9\" markerUnits=\"userSpaceOnUse\"");
    out.append(
        " orient=\"auto\"><path d=\"M0 0 L8 4 L0 8 z\" fill=\"#0072B2\"/></marker></defs>\n");
    for (int i = 0; i < states; i++) {
      for (int j = 0; j < states; j++) {
        if (i != j && rates.rate(i, j) >= LEAST_SHARE_SHOWN * largest && largest > 0) {
          arrow(out, i, j, states, rates.rate(i, j), largest, summary, names);
        }
      }
    }
    for (int i = 0; i < states; i++) {
      double x = x(i, states);
      double y = y(i, states);
      double share = share(summary, i, states);
      add(
          out,
          "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"#E69F00\" stroke=\"#333\"/>\n",
          x,
          y,
          size(share));
      add(
          out,
          "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>\n",
          x,
          y > CENTRE ? y + size(share) + 17 : y - size(share) - 22,
          escape(names.get(i)));
      if (summary.isPresent()) {
        add(
            out,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\" fill=\"#555\">%.1f %%</text>\n",
            x,
            y > CENTRE ? y + size(share) + 33 : y - size(share) - 6,
            100 * share);
      }
    }
    return out.append("</svg>\n").toString();
  }

  private static void arrow(
      StringBuilder out,
      int from,
      int to,
      int states,
      double rate,
      double largest,
      Optional<ChainSummary> summary,
      List<String> names) {
    double x1 = x(from, states);
    double y1 = y(from, states);
    double x2 = x(to, states);
    double y2 = y(to, states);
    double length = Math.hypot(x2 - x1, y2 - y1);
    double ux = (x2 - x1) / length;
    double uy = (y2 - y1) / length;
    double start = size(share(summary, from, states)) + 2;
    double end = size(share(summary, to, states)) + 4;
    double bend = 18 + length / 14;
    add(
        out,
        "<path d=\"M%.1f %.1f Q%.1f %.1f %.1f %.1f\" fill=\"none\" stroke=\"#0072B2\""
            + " stroke-opacity=\".75\" stroke-width=\"%.1f\" marker-end=\"url(#head)\">"
            + "<title>%s to %s: %.4g</title></path>\n",
        x1 + ux * start,
        y1 + uy * start,
        (x1 + x2) / 2 - uy * bend,
        (y1 + y2) / 2 + ux * bend,
        x2 - ux * end,
        y2 - uy * end,
        .6 + 6 * rate / largest,
        escape(names.get(from)),
        escape(names.get(to)),
        rate);
  }

  private static double share(Optional<ChainSummary> summary, int state, int states) {
    return summary.map(s -> s.stationary()[state]).orElse(1.0 / states);
  }

  private static double size(double share) {
    return 5 + 60 * Math.sqrt(share);
  }

  private static double x(int i, int states) {
    return CENTRE + RADIUS * Math.sin(2 * Math.PI * i / states);
  }

  private static double y(int i, int states) {
    return CENTRE - RADIUS * Math.cos(2 * Math.PI * i / states);
  }

  private static void add(StringBuilder out, String form, Object... values) {
    out.append(String.format(Locale.ROOT, form, values));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
