package io.flyball.core.bandit.slate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Known answers for weights (3, 2, 1) by hand: products of fractions. */
class PlackettLuceTest {
  private static final PlackettLuce THREE = new PlackettLuce(3, 2, 1);

  @Test
  void weightsAreAboveZeroAndFinite() {
    assertThatThrownBy(() -> new PlackettLuce(1, 0)).hasMessageContaining("weight");
    assertThatThrownBy(() -> new PlackettLuce(1, Double.NaN)).hasMessageContaining("weight");
  }

  @Test
  void jointsAreProductsOfConditionals() {
    assertThat(THREE.joint(0, 1)).isCloseTo(1.0 / 3, within(1e-15));
    assertThat(THREE.joint(0, 2)).isCloseTo(1.0 / 6, within(1e-15));
    assertThat(THREE.joint(1, 0)).isCloseTo(1.0 / 4, within(1e-15));
    assertThat(THREE.joint(1, 2)).isCloseTo(1.0 / 12, within(1e-15));
    assertThat(THREE.joint(2, 0)).isCloseTo(1.0 / 10, within(1e-15));
    assertThat(THREE.joint(2, 1)).isCloseTo(1.0 / 15, within(1e-15));
    assertThat(THREE.conditionals(0, 1)).containsExactly(0.5, 2.0 / 3);
  }

  @Test
  void marginalsOfPositionsAndOfTheSlate() {
    double[][] p = THREE.marginals(2);
    assertThat(p[0]).containsExactly(new double[] {1 / 2.0, 1 / 3.0, 1 / 6.0}, within(1e-11));
    assertThat(p[1]).containsExactly(new double[] {7 / 20.0, 2 / 5.0, 1 / 4.0}, within(1e-11));
    double[] either = new double[3];
    Arrays.setAll(either, a -> p[0][a] + p[1][a]);
    assertThat(either)
        .containsExactly(new double[] {0.85, 0.733333333333, 0.416666666667}, within(1e-9));
  }

  /** Every position is filled by somebody, every arm is somewhere, over 12 decades of weights. */
  @Test
  void marginalsOfAllPositionsAreDoublyStochastic() {
    double[][] p = new PlackettLuce(1e-6, 1, 3, 1e6, 7, 1e-3).marginals(6);
    for (int i = 0; i < 6; i++) {
      int column = i;
      assertThat(Arrays.stream(p[i]).sum()).isCloseTo(1, within(1e-9));
      assertThat(Arrays.stream(p).mapToDouble(row -> row[column]).sum()).isCloseTo(1, within(1e-9));
    }
  }

  @Test
  void drawsHaveTheJointDistributionAndAreAFunctionOfTheirKey() {
    int n = 60_000;
    double[][] count = new double[3][3];
    for (int key = 0; key < n; key++) {
      int[] slate = THREE.draw(2, 7, key);
      count[slate[0]][slate[1]]++;
    }
    for (int a = 0; a < 3; a++) {
      for (int b = 0; b < 3; b++) {
        double p = a == b ? 0 : THREE.joint(a, b);
        assertThat(count[a][b] / n).isCloseTo(p, within(4 * Math.sqrt(p * (1 - p) / n) + 1e-12));
      }
    }
    assertThat(THREE.draw(3, 7, 1)).isEqualTo(THREE.draw(3, 7, 1));
  }
}
