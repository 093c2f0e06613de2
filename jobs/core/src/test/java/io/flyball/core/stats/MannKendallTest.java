package io.flyball.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MannKendallTest {

  @Test
  void noneOneAndFewValuesShowNothing() {
    assertThat(MannKendall.of(new double[0]).p()).isEqualTo(1);
    assertThat(MannKendall.of(new double[] {3}).slope()).isNaN();
    assertThat(MannKendall.of(new double[] {1, 2, 3, 4}).p()).isEqualTo(1);
    assertThat(MannKendall.of(new double[] {2, 2, 2, 2, 2, 2}))
        .isEqualTo(new MannKendall(6, 0, 1, 0, 0, 0));
  }

  @Test
  void aLineHasItsSlopeAndTheClosedFormOfS() {
    double[] line = IntStream.range(0, 20).mapToDouble(i -> 3 - 0.5 * i).toArray();
    MannKendall trend = MannKendall.of(line);
    assertThat(trend.s()).isEqualTo(-190);
    assertThat(trend.slope()).isEqualTo(-0.5);
    // z = 189 / sqrt(20 x 19 x 45 / 18) = 6.132
    assertThat(trend.p()).isCloseTo(8.7e-10, within(1e-8));
    line[7] = Double.NaN;
    assertThat(MannKendall.of(line).n()).isEqualTo(19);
    assertThat(MannKendall.of(line).slope()).isEqualTo(-0.5);
  }

  @Test
  void tiesLessenTheVariance() {
    // Variance (6 x 5 x 17 - 2 x (2 x 1 x 9)) / 18 = 26.33, z = 8 / 5.1316 = 1.5590
    assertThat(MannKendall.of(new double[] {1, 1, 2, 3, 3, 2.5}).s()).isEqualTo(9);
    assertThat(MannKendall.of(new double[] {1, 1, 2, 3, 3, 2.5}).p())
        .isCloseTo(0.119004, within(1e-5));
  }

  @Test
  void noiseIsATrendInAboutFiveOfAHundredSeries() {
    Random random = new Random(5);
    long found =
        IntStream.range(0, 2_000)
            .mapToObj(i -> random.doubles(30).toArray())
            .filter(series -> MannKendall.of(series).p() < 0.05)
            .count();
    assertThat(found / 2_000.0).isBetween(0.03, 0.065);
  }
}
