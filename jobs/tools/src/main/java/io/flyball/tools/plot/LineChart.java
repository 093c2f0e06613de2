package io.flyball.tools.plot;

import io.flyball.tools.UserError;
import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.Styler.YAxisPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Curves over one axis, as a PNG of 1200 by 700 pixels. Values that are not finite leave a gap.
 *
 * <p>The colours stay apart for people who do not see red and green alike (Okabe, Ito 2008).
 */
public final class LineChart {
  private static final List<Color> COLOURS =
      List.of(
          new Color(0x0072B2),
          new Color(0xD55E00),
          new Color(0x009E73),
          new Color(0xCC79A7),
          new Color(0xE69F00),
          new Color(0x56B4E9),
          new Color(0x000000));
  private static final Color GREY = new Color(0x777777);
  private static final int WIDTH = 1200;
  private static final int HEIGHT = 700;
  private static final int OPACITY = 48;

  private final XYChart chart;
  private final String title;
  private int lines;
  private double lowestX = Double.POSITIVE_INFINITY;
  private double highestX = Double.NEGATIVE_INFINITY;
  private double lowestY = Double.POSITIVE_INFINITY;
  private double highestY = Double.NEGATIVE_INFINITY;

  public LineChart(String title, String xLabel, String yLabel) {
    this.title = title;
    chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(xLabel)
            .yAxisTitle(yLabel)
            .build();
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    chart.getStyler().setYAxisGroupPosition(0, YAxisPosition.Left);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setMarkerSize(0);
    chart.getStyler().setLocale(Locale.ROOT);
  }

  /**
   * Adds a curve.
   *
   * @throws IllegalArgumentException when there are not as many ys as xs, or none
   */
  public LineChart line(String name, double[] xs, double[] ys) {
    XYSeries series = add(name, xs, ys);
    series.setLineColor(COLOURS.get(lines % COLOURS.size()));
    lines++;
    return this;
  }

  /** Shades the space between two curves, in the colour of the curve that comes next. */
  public LineChart band(String name, double[] xs, double[] low, double[] high) {
    double[] there = Arrays.copyOf(xs, 2 * xs.length);
    double[] values = Arrays.copyOf(low, 2 * xs.length);
    for (int i = 0; i < xs.length; i++) {
      there[xs.length + i] = xs[xs.length - 1 - i];
      values[xs.length + i] = high[xs.length - 1 - i];
    }
    XYSeries series = add(name, there, values);
    Color base = COLOURS.get(lines % COLOURS.size());
    Color pale = new Color(base.getRed(), base.getGreen(), base.getBlue(), OPACITY);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
    series.setFillColor(pale);
    series.setLineColor(pale);
    series.setShowInLegend(false);
    return this;
  }

  /** Marks a place on the x axis; call after the curves, whose height it takes. */
  public LineChart mark(double x, String label) {
    XYSeries series = add(label, new double[] {x, x}, new double[] {lowestY, highestY});
    return dashed(series);
  }

  /** Marks a band of values; call after the curves, whose width it takes. */
  public LineChart range(double low, double high, String label) {
    double[] xs = {lowestX, highestX};
    dashed(add(label, xs, new double[] {low, low}));
    XYSeries upper = add(label + " ", xs, new double[] {high, high});
    upper.setShowInLegend(false);
    return dashed(upper);
  }

  /** Shows the values on a logarithmic axis; all must be above 0. */
  public LineChart logarithmic() {
    chart.getStyler().setYAxisLogarithmic(true);
    return this;
  }

  /** Shows both axes logarithmic, with a mark for each point; all must be above 0. */
  public LineChart growth() {
    chart.getStyler().setXAxisLogarithmic(true);
    chart.getStyler().setMarkerSize(8);
    return logarithmic();
  }

  /**
   * Writes the picture.
   *
   * @throws UserError when the file cannot be written
   */
  public void write(Path png) {
    try (var out = Files.newOutputStream(png)) {
      BitmapEncoder.saveBitmap(chart, out, BitmapEncoder.BitmapFormat.PNG);
    } catch (IOException e) {
      throw UserError.causedBy("cannot write the picture '" + title + "' to " + png, e);
    }
  }

  private LineChart dashed(XYSeries series) {
    series.setLineColor(GREY);
    series.setLineStyle(
        new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 1, new float[] {6, 4}, 0));
    return this;
  }

  private XYSeries add(String name, double[] xs, double[] ys) {
    if (xs.length == 0 || xs.length != ys.length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "'%s' needs a y for every x and at least one, found %d xs and %d ys",
              name,
              xs.length,
              ys.length));
    }
    for (int i = 0; i < xs.length; i++) {
      lowestX = Math.min(lowestX, xs[i]);
      highestX = Math.max(highestX, xs[i]);
      if (Double.isFinite(ys[i])) {
        lowestY = Math.min(lowestY, ys[i]);
        highestY = Math.max(highestY, ys[i]);
      }
    }
    XYSeries series = chart.addSeries(name, xs, ys);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineWidth(2);
    return series;
  }
}
