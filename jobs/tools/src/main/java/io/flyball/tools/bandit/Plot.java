package io.flyball.tools.bandit;

import io.flyball.tools.loop.Html;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A small picture of curves and dots over two axes, either of them linear or logarithmic, as an
 * inline SVG in the look of the reports. Values that are not finite, or not above 0 on a
 * logarithmic axis, are left out.
 */
final class Plot {
  private static final int WIDTH = 320;
  private static final int HEIGHT = 170;
  private static final int LEFT = 48;
  private static final int RIGHT = 312;
  private static final int TOP = 8;
  private static final int BOTTOM = 132;

  private final boolean logX;
  private final boolean logY;
  private final String xLabel;
  private final List<double[][]> curves = new ArrayList<>();
  private final List<double[][]> dots = new ArrayList<>();
  private final List<double[][]> dashed = new ArrayList<>();
  private double lowX = Double.POSITIVE_INFINITY;
  private double highX = Double.NEGATIVE_INFINITY;
  private double lowY = Double.POSITIVE_INFINITY;
  private double highY = Double.NEGATIVE_INFINITY;

  Plot(String xLabel, boolean logX, boolean logY) {
    this.xLabel = xLabel;
    this.logX = logX;
    this.logY = logY;
  }

  Plot curve(List<double[]> points) {
    curves.add(kept(points));
    return this;
  }

  Plot dots(List<double[]> points) {
    dots.add(kept(points));
    return this;
  }

  Plot dashed(List<double[]> points) {
    dashed.add(kept(points));
    return this;
  }

  private double[][] kept(List<double[]> points) {
    double[][] kept =
        points.stream()
            .map(p -> new double[] {scaled(p[0], logX), scaled(p[1], logY)})
            .filter(p -> Double.isFinite(p[0]) && Double.isFinite(p[1]))
            .toArray(double[][]::new);
    for (double[] p : kept) {
      lowX = Math.min(lowX, p[0]);
      highX = Math.max(highX, p[0]);
      lowY = Math.min(lowY, p[1]);
      highY = Math.max(highY, p[1]);
    }
    return kept;
  }

  private static double scaled(double value, boolean log) {
    return log ? value > 0 ? Math.log10(value) : Double.NaN : value;
  }

  /** The picture. */
  String svg(String label) {
    if (!(lowX <= highX)) {
      return "<p class=\"dim\">no values</p>";
    }
    if (!(highY > lowY)) {
      double margin = Math.max(1e-12, Math.abs(lowY) * 0.05);
      lowY -= margin;
      highY += margin;
    }
    StringBuilder out = new StringBuilder();
    out.append(
        format(
            "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">",
            WIDTH, HEIGHT, Html.escape(label)));
    for (double tick : new double[] {lowY, (lowY + highY) / 2, highY}) {
      out.append(
          format(
              "<line class=\"axis\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>"
                  + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
              LEFT, y(tick), RIGHT, y(tick), LEFT - 4, y(tick) + 3, text(tick, logY)));
    }
    int below = BOTTOM + 14;
    out.append(format("<text x=\"%d\" y=\"%d\">%s</text>", LEFT, below, text(lowX, logX)));
    out.append(
        format(
            "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>",
            RIGHT, below, text(highX, logX)));
    out.append(
        format(
            "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>",
            (LEFT + RIGHT) / 2, HEIGHT - 6, Html.escape(xLabel)));
    dashed.forEach(line -> polyline(out, "alarm", line));
    curves.forEach(line -> polyline(out, "curve", line));
    for (double[][] points : dots) {
      for (double[] p : points) {
        out.append(
            format("<circle class=\"dot\" cx=\"%.1f\" cy=\"%.1f\" r=\"3\"/>", x(p[0]), y(p[1])));
      }
    }
    return out.append("</svg>").toString();
  }

  private void polyline(StringBuilder out, String type, double[][] points) {
    StringBuilder at = new StringBuilder();
    for (double[] p : points) {
      at.append(format("%.1f,%.1f ", x(p[0]), y(p[1])));
    }
    out.append(
        format(
            "<polyline class=\"%s\" fill=\"none\" points=\"%s\"/>", type, at.toString().strip()));
  }

  private double x(double value) {
    return LEFT + (RIGHT - LEFT) * (highX > lowX ? (value - lowX) / (highX - lowX) : 0.5);
  }

  private double y(double value) {
    return BOTTOM - (BOTTOM - TOP) * (value - lowY) / (highY - lowY);
  }

  private static String text(double value, boolean log) {
    return Html.number(log ? Math.pow(10, value) : value);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
