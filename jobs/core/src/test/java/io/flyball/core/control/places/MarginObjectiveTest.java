package io.flyball.core.control.places;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The search for the band with the largest margin. */
class MarginObjectiveTest {
  /** The octaves of the band, period by period, when the margin depends on them alone. */
  private static List<Double> octaves(MarginObjective o, DoubleUnaryOperator margin, int periods) {
    List<Double> octaves = new ArrayList<>();
    for (int period = 0; period < periods; period++) {
      for (int window = 0; window < MarginObjective.PERIOD; window++) {
        double octave = Math.log(o.factor()) / Math.log(2);
        o.matched(margin.applyAsDouble(octave));
        o.window();
      }
      octaves.add(Math.log(o.factor()) / Math.log(2));
    }
    return octaves;
  }

  @Test
  void withoutMatchesTheBandStays() {
    MarginObjective o = new MarginObjective();
    for (int window = 0; window < 100; window++) {
      o.window();
    }
    assertThat(o.factor()).isEqualTo(1);
  }

  @Test
  void theBandClimbsToWhereTheMarginIsLargest() {
    for (double best : new double[] {-1.5, -0.5, 0.75, 1.25}) {
      List<Double> octaves =
          octaves(new MarginObjective(), at -> 0.5 - (at - best) * (at - best) / 20, 40);
      assertThat(octaves.subList(15, 40))
          .as("best at %s octaves", best)
          .allSatisfy(at -> assertThat(at).isBetween(best - 0.51, best + 0.51));
    }
  }

  @Test
  void theBandStaysWithinAQuarterAndFourTimes() {
    for (int slope : new int[] {-1, 1}) {
      List<Double> octaves = octaves(new MarginObjective(), at -> 0.5 + slope * at / 10, 60);
      assertThat(octaves).allSatisfy(at -> assertThat(Math.abs(at)).isLessThan(2.0001));
      assertThat(octaves.get(8) * slope).isGreaterThan(1);
    }
  }

  @Test
  void itGoesOnWhereItWas() throws IOException {
    MarginObjective whole = new MarginObjective();
    MarginObjective cut = new MarginObjective();
    DoubleUnaryOperator margin = at -> 0.5 - (at - 1) * (at - 1) / 20;
    octaves(whole, margin, 5);
    octaves(cut, margin, 5);
    cut.matched(0.25);
    whole.matched(0.25);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    cut.copy().write(new DataOutputStream(bytes));
    MarginObjective read =
        MarginObjective.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    assertThat(octaves(read, margin, 9)).isEqualTo(octaves(whole, margin, 9));
  }
}
