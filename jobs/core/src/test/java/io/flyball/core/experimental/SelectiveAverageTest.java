package io.flyball.core.experimental;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.drift.Alarm;
import io.flyball.core.drift.SelectiveEwma;
import io.flyball.core.random.Draws;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SelectiveAverageTest {
  @Test
  void aGateThatIsShutKeepsEverything() {
    assertThat(SelectiveAverage.PUBLISHED.next(3, 100, 0, 1, 1)).isEqualTo(3);
    assertThat(SelectiveAverage.HELD.next(3, 100, 0, 1, 1)).isEqualTo(3);
    assertThat(SelectiveAverage.gate(-1e6, 1, 5, 1)).isZero();
    assertThat(SelectiveAverage.gate(1e6, 1, 5, 1)).isEqualTo(1e6 + 5);
  }

  /** With a constant gate both forms are the exponential average, to 1e-12. */
  @Test
  void aConstantGateIsTheExponentialAverage() {
    double weight = .05;
    double delta = SelectiveAverage.gate(SelectiveAverage.bias(weight), 0, 7, 1);
    assertThat(1 - Math.exp(-delta)).isCloseTo(weight, within(1e-15));
    double published = 0;
    double held = 0;
    double average = 0;
    for (int t = 0; t < 10_000; t++) {
      double x = Draws.gaussian(3, 1, t);
      published = SelectiveAverage.PUBLISHED.next(published, x, delta, 1, weight / delta);
      held = SelectiveAverage.HELD.next(held, x, delta, 1, 1);
      average += weight * (x - average);
      assertThat(published).isCloseTo(average, within(1e-12));
      assertThat(held).isCloseTo(average, within(1e-12));
    }
  }

  /**
   * Where Delta is in proportion to the time that an input held, it does not matter into how many
   * steps that time is cut, nor which of two equal inputs came first. The published form cannot.
   */
  @Test
  void stepsOfTimeAddUpInTheHeldFormAlone() {
    double one = SelectiveAverage.gate(.3, .5, 2, 1);
    assertThat(SelectiveAverage.gate(.3, .5, 2, 4)).isCloseTo(4 * one, within(1e-12));
    double cut = 1.5;
    double publishedCut = 1.5;
    for (int i = 0; i < 4; i++) {
      cut = SelectiveAverage.HELD.next(cut, 2, one, .7, 1.3);
      publishedCut = SelectiveAverage.PUBLISHED.next(publishedCut, 2, one, .7, 1.3);
    }
    assertThat(cut).isCloseTo(SelectiveAverage.HELD.next(1.5, 2, 4 * one, .7, 1.3), within(1e-12));
    assertThat(publishedCut)
        .isNotCloseTo(SelectiveAverage.PUBLISHED.next(1.5, 2, 4 * one, .7, 1.3), within(.1));
  }

  @Test
  void aConstantInputSettlesWhateverTheGate() {
    for (double bias : new double[] {-4, 0, 4}) {
      double h = 0;
      for (int t = 0; t < 5_000; t++) {
        h = SelectiveAverage.HELD.next(h, 2, SelectiveAverage.gate(bias, 0, 2, 1), .5, 1);
      }
      assertThat(h).isCloseTo(4, within(1e-9));
    }
  }

  /** Roberts 1959: h = (1 - w) h + w z, alarm beyond level sqrt(w (1 - (1-w)^2t) / (2 - w)). */
  @Test
  void withoutASlopeTheDetectorIsTheEwmaChart() {
    double w = .05;
    int warmUp = 200;
    SelectiveEwma chart = new SelectiveEwma(new SelectiveEwma.Config(w, 0, 4, warmUp));
    List<Double> first = new ArrayList<>();
    double mean = 0;
    double deviation = 0;
    double h = 0;
    int alarms = 0;
    for (int t = 0; t < 1_000; t++) {
      double x = Draws.gaussian(8, 2, t) + (t < 600 ? 0 : 1);
      boolean expected = false;
      if (t < warmUp) {
        first.add(x);
        mean = first.stream().mapToDouble(v -> v).average().orElseThrow();
      } else {
        double m = mean;
        deviation =
            Math.sqrt(first.stream().mapToDouble(v -> (v - m) * (v - m)).sum() / (warmUp - 1));
        h = (1 - w) * h + w * (x - mean) / deviation;
        int n = t - warmUp + 1;
        double variance = w / (2 - w) * (1 - Math.pow(1 - w, 2 * n));
        expected = Math.abs(h) > 4 * Math.sqrt(variance);
      }
      Optional<Alarm> alarm = chart.update(x);
      assertThat(alarm.isPresent()).as("value %d", t).isEqualTo(expected);
      if (expected) {
        alarms++;
        assertThat(alarm.get().index()).isGreaterThan(600);
        assertThat(alarm.get().after()).isGreaterThan(alarm.get().before());
        break;
      }
    }
    assertThat(alarms).isEqualTo(1);
  }
}
