package io.flyball.bench.door;

import io.flyball.bench.BenchReport;
import io.flyball.bench.BenchReport.Row;
import java.util.ArrayList;
import java.util.List;

/**
 * One figure beside its floor: medians of the rounds, and how far the ratios of single rounds lie
 * apart.
 *
 * @param ratio the median of the rounds' ratios; null without a floor
 * @param least smallest ratio of a round
 * @param most largest ratio of a round
 * @param bar what the ratio has to reach, or for a cost must not pass; null when nothing is asked
 * @param met whether it does; null when nothing is asked
 */
public record DoorFigure(
    String figure,
    String unit,
    Double floor,
    double value,
    Double ratio,
    Double least,
    Double most,
    Double bar,
    Boolean met) {

  /** As other benchmarks show theirs. */
  public Row row() {
    return new Row(figure, unit, floor, value, ratio, bar, met);
  }

  /** Something without a floor. */
  static DoorFigure alone(String figure, String unit, double value) {
    return new DoorFigure(figure, unit, null, value, null, null, null, null, null);
  }

  /** Something measured once, beside the most that is allowed. */
  static DoorFigure within(String figure, String unit, double most, double value) {
    Paired once = new Paired();
    once.add(most, value);
    return once.atMost(figure, unit, 1);
  }

  /** Floor and value of each round. */
  static final class Paired {
    private final List<Double> floors = new ArrayList<>();
    private final List<Double> values = new ArrayList<>();

    void add(double floor, double value) {
      floors.add(floor);
      values.add(value);
    }

    DoorFigure beside(String figure, String unit) {
      return figure(figure, unit, null, null);
    }

    DoorFigure atLeast(String figure, String unit, double bar) {
      return figure(figure, unit, bar, ratio() >= bar);
    }

    DoorFigure atMost(String figure, String unit, double bar) {
      return figure(figure, unit, bar, ratio() <= bar);
    }

    private double ratio() {
      return BenchReport.median(ratios());
    }

    private List<Double> ratios() {
      List<Double> ratios = new ArrayList<>();
      for (int i = 0; i < floors.size(); i++) {
        ratios.add(values.get(i) / floors.get(i));
      }
      return ratios;
    }

    private DoorFigure figure(String figure, String unit, Double bar, Boolean met) {
      List<Double> sorted = ratios().stream().sorted().toList();
      return new DoorFigure(
          figure,
          unit,
          BenchReport.median(floors),
          BenchReport.median(values),
          ratio(),
          sorted.get(0),
          sorted.get(sorted.size() - 1),
          bar,
          met);
    }
  }
}
