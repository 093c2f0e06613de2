package io.flyball.core.bandit.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.bandit.Pick;
import io.flyball.core.random.Draws;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuideTest {
  @Test
  void aGroupOfOneHasNoBaseline() {
    assertThatThrownBy(() -> LeaveOneOut.advantages(new double[] {1}, false))
        .hasMessageContaining("found 1");
  }

  @Test
  void eachRewardIsJudgedByTheOthers() {
    assertThat(LeaveOneOut.advantages(new double[] {1, 0, 0}, false))
        .containsExactly(new double[] {1, -.5, -.5}, within(1e-15));
    assertThat(LeaveOneOut.advantages(new double[] {3, 1}, true))
        .containsExactly(new double[] {Math.sqrt(2), -Math.sqrt(2)}, within(1e-12));
    assertThat(LeaveOneOut.advantages(new double[] {.3, .3}, true)).containsExactly(0, 0);
  }

  @Test
  void aStepMovesPreferencesTowardsTheBetterArmAndKeepsTheirSum() {
    double[] h = {0, 0};
    LeaveOneOut.step(h, new double[] {.5, .5}, new int[] {0, 1}, new double[] {1, -1}, .1);
    assertThat(h).containsExactly(new double[] {.1, -.1}, within(1e-15));
  }

  @Test
  void theGateClosesAtTheNeededSuccessesAndOpensAgainWhenTheyLeaveTheWindow() {
    ExpertGate gate = new ExpertGate(3, 2);
    double[] state = new double[4 + gate.size()];
    assertThat(gate.open(state, 4)).isTrue();
    assertThat(after(gate, state, true)).isTrue();
    assertThat(after(gate, state, true)).isFalse();
    assertThat(after(gate, state, false)).isFalse();
    assertThat(after(gate, state, false)).isTrue();
    assertThat(gate.successes(state, 4)).isEqualTo(1);
    assertThat(state).startsWith(0, 0, 0, 0);
    assertThatThrownBy(() -> new ExpertGate(2, 3)).hasMessageContaining("found 3 of 2");
  }

  private static boolean after(ExpertGate gate, double[] state, boolean success) {
    gate.observe(state, 4, success);
    return gate.open(state, 4);
  }

  /** P(fewer than 2 successes among 8 of probability .1) = .9^8 + 8 .1 .9^7 = .8131. */
  @Test
  void theGateIsOpenAsOftenAsTheBinomialLawSays() {
    int open = 0;
    for (int run = 0; run < 20_000; run++) {
      ExpertGate gate = new ExpertGate(8, 2);
      double[] state = new double[gate.size()];
      for (int i = 0; i < 8; i++) {
        gate.observe(state, 0, Draws.uniform(9, run, i) < .1);
      }
      open += gate.open(state, 0) ? 1 : 0;
    }
    assertThat(open / 20_000.0).isCloseTo(.8131, within(.014));
  }

  @Test
  void entropyOfKnownVectors() {
    assertThat(EntropyBand.entropy(new double[] {1, 0})).isZero();
    assertThat(EntropyBand.entropy(new double[] {.5, .5})).isCloseTo(Math.log(2), within(1e-15));
  }

  @Test
  void phaseWeightsAtTheirEnds() {
    assertThat(EntropyBand.phase(0)).isEqualTo(1);
    assertThat(EntropyBand.phase(.5)).isCloseTo(1 - .2 * (1 - Math.exp(-2)), within(1e-15));
    assertThat(EntropyBand.phase(1)).isCloseTo(.8 * Math.exp(-3), within(1e-15));
    assertThatThrownBy(() -> EntropyBand.phase(1.1)).hasMessageContaining("progress");
  }

  /** The published weights of epochs 0 to 150 of 150; they jump down after the half. */
  @ParameterizedTest
  @CsvSource({"0, 1", "30, .889866", "75, .827067", "76, .768632", "100, .294304", "150, .039830"})
  void phaseWeightsOfTheReleasedSchedule(int epoch, double known) {
    assertThat(EntropyBand.phase(epoch / 150.0)).isCloseTo(known, within(5e-7));
  }

  @Test
  void aCollapseWarmsThePolicyAndChaosCoolsIt() {
    EntropyBand band = new EntropyBand(.8, 1.2, .1, 100);
    EntropyBand.State state = band.observe(EntropyBand.State.of(1), 1, 0);
    assertThat(state.last()).isEqualTo(EntropyBand.Verdict.INSIDE);
    EntropyBand.State cold = band.observe(state, .5, 0);
    assertThat(cold.last()).isEqualTo(EntropyBand.Verdict.COLLAPSE);
    assertThat(cold.temperature()).isCloseTo(1.1, within(1e-15));
    EntropyBand.State hot = band.observe(state, 1.5, 0);
    assertThat(hot.last()).isEqualTo(EntropyBand.Verdict.CHAOS);
    assertThat(hot.temperature()).isCloseTo(1 / 1.1, within(1e-15));
    assertThat(hot.mean()).isCloseTo(1.25, within(1e-15));
    assertThatThrownBy(() -> band.observe(state, Double.NaN, 0)).hasMessageContaining("entropy");
  }

  /** Two arms at a tie moved by delta/2 each: TV = tanh(delta/(2 tau))/2, bound delta/(4 tau). */
  @Test
  void theStabilityBoundIsTightForSmallChanges() {
    double tau = .5;
    for (double delta : new double[] {.01, 1}) {
      double[] p = {.5, .5};
      double[] q = {delta / 2, -delta / 2};
      Pick.softmax(tau, 0, q);
      double shift = Stability.totalVariation(p, q);
      assertThat(shift).isCloseTo(.5 * Math.tanh(delta / (2 * tau)), within(1e-12));
      assertThat(shift).isLessThanOrEqualTo(Stability.bound(delta / 2, tau));
    }
    assertThat(Stability.bound(.005, .5)).isCloseTo(.005, within(1e-15));
    assertThat(Stability.bound(.3, Stability.temperatureFor(.3, .05)))
        .isCloseTo(.05, within(1e-15));
    assertThatThrownBy(() -> Stability.totalVariation(new double[1], new double[2]))
        .hasMessageContaining("1 and 2");
  }
}
