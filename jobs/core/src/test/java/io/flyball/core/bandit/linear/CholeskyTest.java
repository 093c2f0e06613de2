package io.flyball.core.bandit.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CholeskyTest {
  private static final int D = 21;

  @Test
  void anIndefiniteMatrixIsNotFactored() {
    assertThat(Cholesky.factor(new double[] {1, 2, 1}, 0, 2, new double[3], 0)).isFalse();
    assertThat(Cholesky.factor(new double[] {Double.NaN}, 0, 1, new double[1], 0)).isFalse();
  }

  @Test
  void aSmallMatrixIsFactoredAsByHand() {
    double[] l = new double[3];
    assertThat(Cholesky.factor(new double[] {4, 2, 5}, 0, 2, l, 0)).isTrue();
    assertThat(l).containsExactly(2, 1, 2);
  }

  @Test
  void rankOneUpdatesEqualAFreshFactorOfTheSum() {
    double[] a = new double[Packed.size(D)];
    double[] l = new double[Packed.size(D)];
    Packed.addDiagonal(a, 0, D, 1);
    Packed.addDiagonal(l, 0, D, 1);
    for (int t = 0; t < 1000; t++) {
      double[] x = InverseTest.context(t);
      Packed.decayAdd(a, 0, D, 1, 1, x, 0);
      Cholesky.update(l, 0, D, x.clone());
    }
    double[] fresh = new double[Packed.size(D)];
    assertThat(Cholesky.factor(a, 0, D, fresh, 0)).isTrue();
    assertThat(l).containsExactly(fresh, within(1e-11));
  }

  @Test
  void solvingUndoesMultiplying() {
    double[] a = new double[Packed.size(D)];
    Packed.addDiagonal(a, 0, D, 1);
    for (int t = 0; t < 50; t++) {
      Packed.decayAdd(a, 0, D, .99, 1, InverseTest.context(t), .01);
    }
    double[] l = new double[Packed.size(D)];
    Cholesky.factor(a, 0, D, l, 0);
    double[] x = InverseTest.context(99);
    double[] ax = new double[D];
    Packed.times(a, 0, D, x, ax);
    double[] back = new double[D];
    Cholesky.solve(l, 0, D, ax, back);
    assertThat(back).containsExactly(x, within(1e-11));
    assertThat(Packed.quadratic(a, 0, D, x)).isCloseTo(Packed.dot(x, 0, ax, D), within(1e-9));
  }
}
