package io.flyball.core.modes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Values of the diversity metrics of D3IL, computed from their formulas. */
class ModeCountsTest {

  @Test
  void withoutASuccessNothingIsDefined() {
    ModeCounts counts = new ModeCounts(4);
    assertThat(counts.successRate()).isEmpty();
    counts.add("c", 1, false);
    assertThat(counts.entropy(false)).isEmpty();
    assertThat(counts.successRate()).hasValue(0);
    assertThat(counts.conditionalEntropy(false, false)).isEmpty();
    assertThat(counts.conditionalEntropy(true, false)).hasValue(0);
    assertThatThrownBy(() -> counts.add("c", 4, true)).hasMessage("state must be 0 to 3, was 4");
    assertThatThrownBy(() -> new ModeCounts(1)).hasMessageContaining("at least 2");
  }

  @Test
  void entropyIsOneForAllModesAlikeAndZeroForOne() {
    assertThat(of(24, 24).entropy(false).getAsDouble()).isCloseTo(1, within(1e-9));
    assertThat(of(24, 1).entropy(false).getAsDouble()).isZero();
    double half = of(24, 12).entropy(false).getAsDouble();
    assertThat(half).isCloseTo(.781895708, within(1e-9));
    assertThat(ModeCounts.effective(24, half)).isCloseTo(12, within(1e-9));
  }

  @Test
  void threeToOneOfTwo() {
    ModeCounts counts = new ModeCounts(2);
    for (int i = 0; i < 4; i++) {
      counts.add("c", i == 0 ? 1 : 0, true);
    }
    assertThat(counts.entropy(false).getAsDouble()).isCloseTo(.811278124, within(1e-9));
    assertThat(counts.entropy(true).getAsDouble())
        .isCloseTo(.811278124 + .125 / Math.log(2), within(1e-9));
  }

  @Test
  void conditionalEntropyAndDivergenceFromAUniformPrior() {
    ModeCounts counts = new ModeCounts(4);
    counts.add("a", 0, true);
    counts.add("a", 1, true);
    counts.add("b", 0, true);
    double[] even = {.25, .25, .25, .25};
    assertThat(counts.conditionalEntropy(false, false).getAsDouble()).isCloseTo(.25, within(1e-9));
    assertThat(counts.divergence(Map.of("a", even, "b", even)).getAsDouble())
        .isCloseTo(.75, within(1e-9));
    counts.add("c", 2, false);
    assertThat(counts.conditionalEntropy(false, false).getAsDouble()).isCloseTo(.25, within(1e-9));
    assertThat(counts.conditionalEntropy(true, false).getAsDouble())
        .isCloseTo(.5 / 3, within(1e-9));
    assertThatThrownBy(() -> counts.divergence(Map.of("a", new double[] {.5, .6, 0, 0})))
        .hasMessageContaining("must sum to 1");
  }

  @Test
  void scoresOfSuccessAndDiversity() {
    assertThat(DiversityScore.EVEN.of(.8, .6, .1)).isCloseTo(.7, within(1e-12));
    assertThat(DiversityScore.MOSTLY_SUCCESS.of(.8, .6, .1)).isCloseTo(.76, within(1e-12));
    assertThat(DiversityScore.LESS_DIVERGENCE.of(.8, .6, .1)).isCloseTo(.7, within(1e-12));
  }

  @Test
  void aWindowIsComparedWithTheOnesBeforeIt() {
    ModeCounts before = of(2, 2);
    ModeCounts after = of(2, 1);
    double[] law = before.laws(.5).get("c");
    assertThat(law).containsExactly(.5, .5);
    assertThat(after.divergence(before.laws(.5)).getAsDouble()).isCloseTo(1, within(1e-12));
    before.add(after);
    assertThat(before.laws(.5).get("c")).containsExactly(2.5 / 4, 1.5 / 4);
    assertThat(before.successes()).isEqualTo(3);
  }

  private static ModeCounts of(int modes, int used) {
    ModeCounts counts = new ModeCounts(modes);
    for (int m = 0; m < used; m++) {
      counts.add("c", m, true);
    }
    return counts;
  }
}
