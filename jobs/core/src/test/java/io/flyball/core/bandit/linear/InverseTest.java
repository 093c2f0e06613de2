package io.flyball.core.bandit.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.random.Draws;
import org.junit.jupiter.api.Test;

class InverseTest {
  private static final int D = 21;

  @Test
  void aZeroVectorChangesNothing() {
    double[] p = identity(2, 1);
    assertThat(Inverse.add(p, 0, 2, new double[2], 1, new double[2])).isFalse();
    assertThat(p).containsExactly(1, 0, 1);
  }

  @Test
  void threeUpdatesGiveTheInverseOfTheirSum() {
    // A = I + (1,0)(1,0)' + (1,1)(1,1)' + (0,1)(0,1)' = [[3,1],[1,3]]; by hand.
    double[] p = identity(2, 1);
    for (double[] x : new double[][] {{1, 0}, {1, 1}, {0, 1}}) {
      Inverse.add(p, 0, 2, x, 1, new double[2]);
    }
    assertThat(p).containsExactly(new double[] {.375, -.125, .375}, within(1e-15));
  }

  @Test
  void aHundredThousandUpdatesStayCloseToTheExactInverse() {
    double[] a = new double[Packed.size(D)];
    Packed.addDiagonal(a, 0, D, 1);
    double[] p = identity(D, 1);
    double[] u = new double[D];
    for (int t = 0; t < 100_000; t++) {
      double[] x = context(t);
      Packed.decayAdd(a, 0, D, 1, 1, x, 0);
      Inverse.add(p, 0, D, x, 1, u);
    }
    double[] l = new double[Packed.size(D)];
    double[] exact = new double[Packed.size(D)];
    assertThat(Cholesky.factor(a, 0, D, l, 0)).isTrue();
    Cholesky.inverse(l, 0, D, exact, 0);
    double scale = exact[0];
    for (int i = 0; i < p.length; i++) {
      assertThat(p[i]).isCloseTo(exact[i], within(1e-10 * scale));
    }
  }

  @Test
  void whatAnUpdateReturnsIsTheNewInverseTimesTheVector() {
    double[] p = identity(D, 2);
    double[] u = new double[D];
    double[] expected = new double[D];
    for (int t = 0; t < 10; t++) {
      Inverse.add(p, 0, D, context(t), 1, u);
      Packed.times(p, 0, D, context(t), expected);
      assertThat(u).containsExactly(expected, within(1e-14));
    }
  }

  @Test
  void aPartCanBeTakenBack() {
    double[] p = identity(D, 1);
    double[] expected = identity(D, 1);
    double[] u = new double[D];
    Inverse.add(expected, 0, D, context(3), .25, u);
    Inverse.add(p, 0, D, context(3), 1, u);
    Inverse.add(p, 0, D, context(3), -.75, u);
    assertThat(p).containsExactly(expected, within(1e-13));
  }

  @Test
  void aLostDefinitenessIsRepairedByWideningOnly() {
    double[] p = {1, 0, -1e-3};
    assertThat(Inverse.add(p, 0, 2, new double[] {0, 1}, 1, new double[2])).isTrue();
    assertThat(Cholesky.factor(p, 0, 2, new double[3], 0)).isTrue();
    assertThat(p[0]).isGreaterThanOrEqualTo(1);
  }

  @Test
  void anInverseWithoutAFiniteNumberIsRefused() {
    double[] p = {Double.POSITIVE_INFINITY, 0, 1};
    assertThatThrownBy(() -> Inverse.repair(p, 0, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no finite number");
  }

  /** Negative control: why forgetting has its own form with a refill. */
  @Test
  void forgettingInTheInverseFormExplodesWhenAFeatureIsNeverSeen() {
    double g = .999;
    double[] p = identity(3, 1);
    double[] u = new double[3];
    for (int t = 0; t < 100_000; t++) {
      for (int i = 0; i < p.length; i++) {
        p[i] /= g;
      }
      Inverse.add(p, 0, 3, new double[] {t % 2, 1 - t % 2, 0}, 1, u);
    }
    assertThat(p[5]).isGreaterThan(1e40);
  }

  static double[] identity(int d, double lambda) {
    double[] p = new double[Packed.size(d)];
    Inverse.start(p, 0, d, lambda);
    return p;
  }

  static double[] context(long t) {
    double[] x = new double[D];
    for (int j = 0; j < D - 1; j++) {
      x[j] = Draws.uniform(5, t, j);
    }
    x[D - 1] = 1;
    return x;
  }
}
