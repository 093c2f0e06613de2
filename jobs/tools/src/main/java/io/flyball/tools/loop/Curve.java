package io.flyball.tools.loop;

import io.flyball.schemas.Alert;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One metric over time as an inline SVG: its curve with two standard errors around it where it is
 * an estimate, gaps where it is undefined, and the alerts of its scope, each a line at its time
 * with the span since it began. Curves of more points than the picture has columns keep the least
 * and the greatest of each column.
 */
final class Curve {
  private static final int WIDTH = 320;
  private static final int HEIGHT = 150;
  private static final int LEFT = 52;
  private static final int RIGHT = 312;
  private static final int TOP = 8;
  private static final int BOTTOM = 130;

  /**
   * A value at the end of its window.
   *
   * @param value NaN where it is undefined
   */
  record Point(Instant time, double value, double standardError) {}

  private final List<Point> points;
  private final Instant from;
  private final Instant to;
  private final double low;
  private final double high;

  /** A curve over the time from {@code from} to {@code to}. */
  Curve(List<Point> points, Instant from, Instant to) {
    this.points = points;
    this.from = from;
    this.to = to;
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (Point point : points) {
      if (Double.isFinite(point.value())) {
        least = Math.min(least, point.value() - 2 * point.standardError());
        greatest = Math.max(greatest, point.value() + 2 * point.standardError());
      }
    }
    boolean flat = !(greatest > least);
    double margin = !flat ? 0 : least == 0 ? 1 : Math.max(1e-12, Math.abs(least) * 0.05);
    this.low = Double.isInfinite(least) ? 0 : least - margin;
    this.high = Double.isInfinite(greatest) ? 1 : greatest + margin;
  }

  String svg(String label, List<Alert> alerts) {
    StringBuilder out = new StringBuilder();
    out.append(
        format(
            "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">",
            WIDTH, HEIGHT, Html.escape(label)));
    for (double tick : new double[] {low, (low + high) / 2, high}) {
      double y = y(tick);
      out.append(
          format(
              "<line class=\"axis\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>",
              LEFT, y, RIGHT, y));
      out.append(
          format(
              "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
              LEFT - 4, y + 3, Html.tick(tick)));
    }
    out.append(format("<text x=\"%d\" y=\"%d\">%s</text>", LEFT, HEIGHT - 6, Html.time(from)));
    out.append(
        format(
            "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>",
            RIGHT, HEIGHT - 6, Html.time(to)));
    alerts.forEach(alert -> append(out, alert));
    runs().forEach(run -> append(out, run));
    return out.append("</svg>").toString();
  }

  private void append(StringBuilder out, Alert alert) {
    double at = x(alert.getTime());
    double since = Math.min(at, x(alert.getSince()));
    out.append(
        format(
            "<g><title>%s</title><rect class=\"span\" x=\"%.1f\" y=\"%d\" width=\"%.1f\""
                + " height=\"%d\"/>",
            Html.escape(
                alert.getKind() + ", " + Html.time(alert.getTime()) + ": " + alert.getSummary()),
            since,
            TOP,
            at - since,
            BOTTOM - TOP));
    out.append(
        format(
            "<line class=\"alarm\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/></g>",
            at, TOP, at, BOTTOM));
  }

  private void append(StringBuilder out, List<Point> run) {
    if (run.stream().anyMatch(point -> point.standardError() > 0)) {
      StringBuilder band = new StringBuilder();
      for (Point point : run) {
        band.append(at(point.time(), point.value() + 2 * point.standardError()));
      }
      for (int i = run.size() - 1; i >= 0; i--) {
        Point point = run.get(i);
        band.append(at(point.time(), point.value() - 2 * point.standardError()));
      }
      out.append(format("<polygon class=\"error\" points=\"%s\"/>", band.toString().strip()));
    }
    if (run.size() == 1) {
      Point only = run.get(0);
      out.append(
          format(
              "<circle class=\"dot\" cx=\"%.1f\" cy=\"%.1f\" r=\"2\"/>",
              x(only.time()), y(only.value())));
      return;
    }
    StringBuilder line = new StringBuilder();
    thinned(run).forEach(point -> line.append(at(point.time(), point.value())));
    out.append(format("<polyline class=\"curve\" points=\"%s\"/>", line.toString().strip()));
  }

  /** The stretches between undefined values. */
  private List<List<Point>> runs() {
    List<List<Point>> runs = new ArrayList<>();
    List<Point> run = new ArrayList<>();
    for (Point point : points) {
      if (Double.isFinite(point.value())) {
        run.add(point);
      } else if (!run.isEmpty()) {
        runs.add(run);
        run = new ArrayList<>();
      }
    }
    if (!run.isEmpty()) {
      runs.add(run);
    }
    return runs;
  }

  private List<Point> thinned(List<Point> run) {
    int bucket = run.size() / (RIGHT - LEFT);
    if (bucket < 2) {
      return run;
    }
    List<Point> out = new ArrayList<>();
    for (int start = 0; start < run.size(); start += bucket) {
      int least = start;
      int greatest = start;
      for (int i = start; i < Math.min(run.size(), start + bucket); i++) {
        least = run.get(i).value() < run.get(least).value() ? i : least;
        greatest = run.get(i).value() > run.get(greatest).value() ? i : greatest;
      }
      out.add(run.get(Math.min(least, greatest)));
      out.add(run.get(Math.max(least, greatest)));
    }
    return out;
  }

  private String at(Instant time, double value) {
    return format("%.1f,%.1f ", x(time), y(value));
  }

  private double x(Instant time) {
    double span = Math.max(1, (double) (to.toEpochMilli() - from.toEpochMilli()));
    double share = (time.toEpochMilli() - from.toEpochMilli()) / span;
    return LEFT + (RIGHT - LEFT) * Math.max(0, Math.min(1, share));
  }

  private double y(double value) {
    return BOTTOM - (BOTTOM - TOP) * (value - low) / (high - low);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
