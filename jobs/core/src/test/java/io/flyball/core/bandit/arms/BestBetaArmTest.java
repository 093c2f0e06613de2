package io.flyball.core.bandit.arms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.numbers.gamma.LogBeta;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/**
 * Probabilities that one of several Beta(1 + s, 1 + n - s) is the largest, for s successes of n.
 */
class BestBetaArmTest {
  private static final Percentage THOUSANDTH = Percentage.withPercentage(0.1);

  private static double[] best(double... successesAndTrials) {
    int k = successesAndTrials.length / 2;
    double[] a = new double[k];
    double[] b = new double[k];
    double[] p = new double[k];
    for (int i = 0; i < k; i++) {
      a[i] = 1 + successesAndTrials[2 * i];
      b[i] = 1 + successesAndTrials[2 * i + 1] - successesAndTrials[2 * i];
    }
    BetaBestArmProbability.run(a, b, p);
    return p;
  }

  @Test
  void armsWithoutObservationsShareAlike() {
    assertThat(best(0, 0, 0, 0)).containsExactly(new double[] {.5, .5}, within(1e-12));
    assertThat(best(0, 0)).containsExactly(1);
  }

  @Test
  void aHundredEqualArmsShareAlike() {
    double[] counts = new double[200];
    for (int i = 0; i < counts.length; i += 2) {
      counts[i] = 20;
      counts[i + 1] = 200;
    }
    double[] equal = new double[100];
    Arrays.fill(equal, .01);
    assertThat(best(counts)).containsExactly(equal, within(1e-12));
  }

  @Test
  void closedForms() {
    // P(Beta(2,1) > Beta(1,1)) = integral of 2u * u = 2/3.
    assertThat(best(1, 1, 0, 0)[0]).isCloseTo(2.0 / 3, within(1e-6));
    // P(Beta(1,1) > Beta(1,n)) = 1 - 1/(n+1).
    assertThat(best(0, 0, 0, 998)[1]).isCloseTo(.001, THOUSANDTH);
    // P(X > Beta(1,1)) = E[X] for any X: here X = Beta(30000, 70000).
    assertThat(best(29_999, 99_998, 0, 0)[0]).isCloseTo(.3, within(1e-6));
    // Beta(n, 1) is the largest of n uniform values, so an arm wins n times in the sum of all n.
    double[] p = best(IntStream.range(0, 68).mapToDouble(i -> Math.floor(i / 2.0)).toArray());
    assertThat(p)
        .containsExactly(
            IntStream.rangeClosed(1, 34).mapToDouble(n -> n / (17.0 * 35)).toArray(), within(1e-6));
  }

  /** Computed elsewhere with 25 to 40 digits. */
  @Test
  void knownAnswersDownToOneInAThousandMillion() {
    assertThat(best(50, 1000, 60, 1000)[0]).isCloseTo(.164388735125, THOUSANDTH);
    assertThat(best(50, 1000, 60, 1000)[1]).isCloseTo(.835611264875, THOUSANDTH);
    assertThat(best(40, 1000, 80, 1000)[0]).isCloseTo(7.76082025481e-5, THOUSANDTH);
    assertThat(best(40, 1000, 90, 1000)[0]).isCloseTo(2.43363378468e-6, THOUSANDTH);
    assertThat(best(40, 1000, 100, 1000)[0]).isCloseTo(5.27893642261e-8, THOUSANDTH);
    assertThat(best(5, 20_000, 40, 20_000)[0]).isCloseTo(2.16826505132e-8, THOUSANDTH);
    assertThat(best(30, 1000, 120, 1000)[0]).isCloseTo(2.00480717475e-15, THOUSANDTH);
    assertThat(best(1, 10, 3, 10)[0]).isCloseTo(.155388471178, THOUSANDTH);
    assertThat(best(0, 1, 4987, 31_353)[0]).isCloseTo(.707148213156, THOUSANDTH);
    assertThat(best(40, 1000, 50, 1000, 60, 1000))
        .containsExactly(new double[] {.0119295747719, .161047017712, .827023407516}, within(1e-6));
    double[] four = best(20, 1000, 60, 1000, 62, 1000, 5, 30);
    assertThat(four[0]).isCloseTo(5.67332422724e-11, THOUSANDTH);
    assertThat(four[1]).isCloseTo(.00656308471904, THOUSANDTH);
    assertThat(four[2]).isCloseTo(.00931098945594, THOUSANDTH);
    assertThat(four[3]).isCloseTo(.984125925768, THOUSANDTH);
  }

  @Property(tries = 300)
  void twoArmsHaveTheProbabilityOfMillersSum(
      @ForAll @DoubleRange(min = 0, max = 10.3) double logFirst,
      @ForAll @DoubleRange(min = 0, max = 10.3) double logSecond,
      @ForAll @DoubleRange(min = 0, max = 1) double rate,
      @ForAll @DoubleRange(min = -6, max = 6) double apart) {
    int n1 = (int) Math.exp(logFirst);
    int n2 = (int) Math.exp(logSecond);
    int s2 = (int) Math.round(rate * n2);
    double shift = apart * Math.sqrt(n1 * rate * (1 - rate) + .3);
    int s1 = (int) Math.max(0, Math.min(n1, Math.round(rate * n1 + shift)));
    double exact = miller(1 + s1, 1 + n1 - s1, 1 + s2, 1 + n2 - s2);
    if (exact >= 1e-9) {
      assertThat(best(s1, n1, s2, n2)[0])
          .as("%d/%d against %d/%d", s1, n1, s2, n2)
          .isCloseTo(exact, THOUSANDTH);
    }
  }

  /**
   * P(Beta(a1, b1) > Beta(a2, b2)) = sum over i below a1 of B(a2+i, b1+b2)/((b1+i) B(1+i, b1) B(a2,
   * b2)), for whole parameters; mirrored where that is shorter.
   */
  private static double miller(int a1, int b1, int a2, int b2) {
    if (b2 < a1) {
      return miller(b2, a2, b1, a1);
    }
    double sum = 0;
    for (int i = 0; i < a1; i++) {
      sum +=
          Math.exp(
              LogBeta.value(a2 + i, b1 + b2)
                  - Math.log(b1 + i)
                  - LogBeta.value(1 + i, b1)
                  - LogBeta.value(a2, b2));
    }
    return sum;
  }

  @Property(tries = 200)
  void probabilitiesOfAnyCountsAreFiniteAndSumToOne(
      @ForAll @IntRange(min = 1, max = 40) int arms,
      @ForAll @DoubleRange(min = 0, max = 300) double decades,
      @ForAll @IntRange(min = 0, max = 1000) int seed) {
    double[] a = new double[arms];
    double[] b = new double[arms];
    for (int i = 0; i < arms; i++) {
      a[i] = Math.pow(10, decades * ((seed + 37L * i) % 101) / 100);
      b[i] = Math.pow(10, decades * ((seed + 59L * i) % 103) / 102);
    }
    double[] p = new double[arms];
    BetaBestArmProbability.run(a, b, p);
    assertThat(Arrays.stream(p).sum()).isCloseTo(1, within(1e-9));
    for (double one : p) {
      assertThat(one).isBetween(0.0, 1.0);
    }
  }
}
