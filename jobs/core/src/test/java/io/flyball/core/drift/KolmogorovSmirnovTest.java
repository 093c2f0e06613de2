package io.flyball.core.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class KolmogorovSmirnovTest {

  @Test
  void distanceIsThatOfTheTwoStepFunctions() {
    assertThat(KolmogorovSmirnov.distanceCount(of(1, 2, 3), of(1, 2, 3))).isZero();
    assertThat(KolmogorovSmirnov.distanceCount(of(1, 2, 3), of(4, 5, 6))).isEqualTo(3);
    assertThat(KolmogorovSmirnov.distanceCount(of(1, 1, 5), of(1, 4, 5))).isEqualTo(1);
  }

  @Test
  void pValueCountsLatticePaths() {
    // Of the C(6,3) = 20 interleavings of 3 and 3 values, 2 reach distance 3 and 12 distance 2.
    assertThat(KolmogorovSmirnov.pValue(3, 3)).isCloseTo(2 / 20.0, within(1e-12));
    assertThat(KolmogorovSmirnov.pValue(3, 2)).isCloseTo(12 / 20.0, within(1e-12));
    assertThat(KolmogorovSmirnov.pValue(3, 1)).isCloseTo(1, within(1e-12));
  }

  @Test
  void criticalDistanceOfThirtyAgainstThirtyIsTheExactOne() {
    // Exact two-sample p-values for n = m = 30: 10/30 .0709, 11/30 .0346, 12/30 .0156, 13/30 .0065.
    assertThat(KolmogorovSmirnov.pValue(30, 10)).isCloseTo(0.0709, within(5e-5));
    assertThat(KolmogorovSmirnov.pValue(30, 13)).isCloseTo(0.0065, within(5e-5));
    assertThat(KolmogorovSmirnov.criticalCount(30, 0.05)).isEqualTo(11);
    assertThat(KolmogorovSmirnov.criticalCount(30, 0.01)).isEqualTo(13);
    assertThat(KolmogorovSmirnov.criticalCount(2, 1e-6)).isEqualTo(3);
  }

  private static double[] of(double... values) {
    return values;
  }
}
