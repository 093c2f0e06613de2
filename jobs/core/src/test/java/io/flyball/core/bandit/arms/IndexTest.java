package io.flyball.core.bandit.arms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IndexTest {
  @Test
  void klUcbBoundsAtTheEndsOfTheRange() {
    assertThat(KlUcb.upperBound(1, .1)).isEqualTo(1);
    assertThat(KlUcb.upperBound(.4, 0)).isCloseTo(.4, within(1e-8));
    // kl(0, q) = -ln(1-q), so the bound is 1 - exp(-radius).
    assertThat(KlUcb.upperBound(0, .5)).isCloseTo(1 - Math.exp(-.5), within(1e-11));
  }

  /** Value of an independent bisection: n = 100, mean 0.3, budget ln 1000. */
  @Test
  void klUcbBoundOfAHundredObservations() {
    assertThat(KlUcb.upperBound(.3, Math.log(1000) / 100)).isCloseTo(.4827563861, within(5e-11));
  }

  @Test
  void parametersOutsideTheirRangeAreRefused() {
    assertThatThrownBy(() -> new KlUcb(-1, true)).hasMessageContaining("c must");
    assertThatThrownBy(() -> new Ucb1(Double.NaN, true)).hasMessageContaining("alpha");
    assertThatThrownBy(() -> new Softmax(0, 0)).hasMessageContaining("temperature");
    assertThatThrownBy(() -> new Softmax(1, 2)).hasMessageContaining("floor");
    assertThatThrownBy(() -> new BetaThompson(.5, 1)).hasMessageContaining("alpha");
    assertThatThrownBy(() -> new Exp3(-1, false)).hasMessageContaining("horizon");
  }

  @Test
  void betaRacesWithKnownResults() {
    double[] p = new double[2];
    BetaBestArmProbability.run(new double[] {1, 1}, new double[] {1, 1}, p);
    assertThat(p).containsExactly(new double[] {.5, .5}, within(1e-9));
    // P(Beta(2,1) > Beta(1,1)) = integral of 2u * u = 2/3.
    BetaBestArmProbability.run(new double[] {2, 1}, new double[] {1, 1}, p);
    assertThat(p).containsExactly(new double[] {2.0 / 3, 1.0 / 3}, within(1e-3));
    // P(Beta(1,1) > Beta(1,n)) = 1 - 1/(n+1).
    BetaBestArmProbability.run(new double[] {1, 1}, new double[] {1, 999}, p);
    assertThat(p).containsExactly(new double[] {.999, .001}, within(1e-4));
  }

  @Test
  void aBetaRaceOfVeryDifferentWidthsStaysAccurate() {
    // P(X > Beta(1,1)) = E[X] for any X: here X = Beta(30000, 70000).
    double[] p = new double[2];
    BetaBestArmProbability.run(new double[] {30_000, 1}, new double[] {70_000, 1}, p);
    assertThat(p).containsExactly(new double[] {.3, .7}, within(1e-3));
  }

  @Test
  void aBetaRaceOfManyArmsKeepsTheirShares() {
    // Beta(n, 1) is the largest of n uniform values, so an arm wins n times in the sum of all n.
    double[] a = IntStream.rangeClosed(1, 34).asDoubleStream().toArray();
    double[] b = new double[34];
    Arrays.fill(b, 1);
    double[] p = new double[34];
    BetaBestArmProbability.run(a, b, p);
    assertThat(p).containsExactly(Arrays.stream(a).map(n -> n / (17 * 35)).toArray(), within(1e-5));
  }

  @Test
  void exp3BoundOfTwentyThousandRounds() {
    assertThat(Exp3.bound(20_000, 10)).isCloseTo(959.7, within(.1));
  }
}
