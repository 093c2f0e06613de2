package io.flyball.core.modes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChainSummaryTest {

  @Test
  void refusesWhatIsNoGenerator() {
    assertThatThrownBy(() -> RateMatrix.of(new double[][] {{-1, 1}, {1, -2}}))
        .hasMessage("row 1 of the rates must sum to 0, sums to -1.0");
    assertThatThrownBy(() -> RateMatrix.of(new double[][] {{-1, 1}, {-1, 1}}))
        .hasMessageContaining("rate 1 -> 0 must be >= 0");
    assertThatThrownBy(() -> RateMatrix.of(new double[][] {{0, Double.NaN}, {1, -1}}))
        .hasMessageContaining("rate 0 -> 1");
    assertThatThrownBy(() -> RateMatrix.of(new double[13][13])).hasMessageContaining("2 to 12");
    assertThatThrownBy(() -> RateMatrix.of(new double[][] {{0}, {0, 0}}))
        .hasMessageContaining("square");
  }

  @Test
  void aChainThatIsNotIrreducibleHasNoSummary() {
    assertThat(ChainSummary.of(RateMatrix.ofJumps(new double[][] {{0, 1}, {0, 0}}))).isEmpty();
    assertThat(ChainSummary.of(RateMatrix.ofJumps(new double[2][2]))).isEmpty();
  }

  /** Two states in closed form: P00(t) = pi0 + pi1 exp(-(q01 + q10) t). */
  @Test
  void twoStatesInClosedForm() {
    RateMatrix rates = RateMatrix.of(new double[][] {{-.7, .7}, {.3, -.3}});
    assertThat(rates.transition(2)[0][0]).isCloseTo(.394734698266, within(1e-12));
    ChainSummary summary = ChainSummary.of(rates).orElseThrow();
    assertThat(summary.stationary()).containsExactly(new double[] {.3, .7}, within(1e-14));
    assertThat(summary.relaxationTime()).isCloseTo(1, within(1e-12));
    assertThat(summary.firstPassage()[0]).containsExactly(new double[] {0, 1 / .7}, within(1e-12));
    assertThat(summary.firstPassage()[1]).containsExactly(new double[] {1 / .3, 0}, within(1e-12));
    assertThat(summary.entropyProduction()).isCloseTo(0, within(1e-12));
  }

  /** Relaxation time and entropy production of the ratchet, published for V = 0 to 3. */
  @ParameterizedTest
  @CsvSource({"0, 0", "1, .1792", "2, .5656", "3, .9927"})
  void theRatchetProducesEntropy(double v, double production) {
    ChainSummary summary = ChainSummary.of(FlashingRatchet.rates(v)).orElseThrow();
    assertThat(summary.relaxationTime()).isCloseTo(.5, within(1e-9));
    assertThat(summary.entropyProduction()).isCloseTo(production, within(1e-4));
    assertThat(summary.oneWayPairs()).isZero();
  }

  @Test
  void theRatchetRestsWhereItIsKnownTo() {
    assertThat(ChainSummary.of(FlashingRatchet.rates(1)).orElseThrow().stationary())
        .containsExactly(new double[] {.3012, .1365, .0623, .2003, .1591, .1406}, within(1e-4));
  }

  @Test
  void aCycleInOneDirectionIsCountedAndNotInfinite() {
    RateMatrix cycle = RateMatrix.ofJumps(new double[][] {{0, 1, 0}, {0, 0, 1}, {1, 0, 0}});
    ChainSummary summary = ChainSummary.of(cycle).orElseThrow();
    assertThat(summary.oneWayPairs()).isEqualTo(3);
    assertThat(summary.entropyProduction()).isZero();
    assertThat(summary.firstPassage()[0]).containsExactly(new double[] {0, 1, 2}, within(1e-12));
  }

  @Test
  void driftIsZeroAgainstItselfAndEmptyAgainstAReferenceThatForbidsAJump() {
    RateMatrix rates = RateMatrix.of(new double[][] {{-.7, .7}, {.3, -.3}});
    assertThat(ChainSummary.drift(rates, rates).getAsDouble()).isZero();
    RateMatrix twice = RateMatrix.of(new double[][] {{-1.4, 1.4}, {.3, -.3}});
    assertThat(ChainSummary.drift(rates, twice).getAsDouble())
        .isCloseTo(.3 * (.7 * Math.log(.5) - .7 + 1.4), within(1e-12));
    assertThat(ChainSummary.drift(rates, RateMatrix.ofJumps(new double[2][2]))).isEmpty();
    assertThatThrownBy(() -> ChainSummary.drift(rates, FlashingRatchet.rates(1)))
        .hasMessageContaining("2 states");
  }

  @Test
  void aLongGapReachesTheStationaryLaw() {
    double[] far = RateMatrix.of(new double[][] {{-.7, .7}, {.3, -.3}}).transition(1e300)[0];
    assertThat(far).containsExactly(new double[] {.3, .7}, within(1e-9));
    assertThatThrownBy(() -> FlashingRatchet.rates(1).transition(-1)).hasMessageContaining("gap");
  }
}
