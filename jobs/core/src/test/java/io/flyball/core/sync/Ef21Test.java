package io.flyball.core.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Ef21Test {
  private static final Quadratics GOLDEN =
      new Quadratics(new double[] {1, 10}, new double[][] {{1, -2, .5}, {-1, 1, 2}});

  /** A star of clients, in this process. */
  private static final class Star {
    final Quadratics world;
    final StarAggregator middle;
    final List<MarkovCodec> clients = new ArrayList<>();
    final double step;
    long bytes;

    Star(Quadratics world, int k, double step) {
      this.world = world;
      this.step = step;
      int d = world.centre()[0].length;
      middle = new StarAggregator(new double[d], world.l().length, step);
      for (int i = 0; i < world.l().length; i++) {
        clients.add(new MarkovCodec(d, k));
      }
    }

    double[] round() {
      double[] x = middle.model();
      for (int i = 0; i < clients.size(); i++) {
        SparseUpdate update = clients.get(i).next(world.gradient(i, x));
        bytes += update.bytes().length;
        assertThat(middle.take(i, middle.round(), SparseUpdate.read(update.bytes(), x.length)))
            .isTrue();
      }
      return middle.close();
    }

    /** sum |g_i - grad_i|^2 by weights, when all clients have told of the present model. */
    double error(double[] weights, double[] x) {
      double sum = 0;
      for (int i = 0; i < clients.size(); i++) {
        double[] off = world.gradient(i, x);
        double[] told = clients.get(i).told();
        for (int j = 0; j < off.length; j++) {
          off[j] -= told[j];
        }
        sum += weights[i] * Quadratics.squares(off);
      }
      return sum;
    }
  }

  @Test
  void constantsAreThoseOfThePaper() {
    Ef21 third = new Ef21(1.0 / 3);

    assertThat(third.xi()).isCloseTo(4.449489742783, within(1e-9));
    assertThat(third.step(5.5, 1, 10)).isCloseTo(0.03336425801314, within(1e-9));
    assertThat(third.quadraticStep(5.5, 1, 10)).isCloseTo(0.02693997044766, within(1e-9));
    double beta = (1 - third.alpha()) / third.theta();
    assertThat(third.xi()).isCloseTo(Math.sqrt(beta / third.theta()), within(1e-12));
    assertThat(new Ef21(1).xi()).isZero();
    assertThatThrownBy(() -> new Ef21(0)).hasMessageContaining("alpha");
  }

  @Test
  void theIteratesAreTheKnownOnes() {
    Star star = new Star(GOLDEN, 1, new Ef21(1.0 / 3).step(5.5, 1, 10));

    assertThat(star.round())
        .containsExactly(new double[] {0, -0.033364258013, 0.333642580131}, within(1e-9));
    assertThat(star.round())
        .containsExactly(
            new double[] {0.016682129007, 0.105658642603, 0.667285160263}, within(1e-9));
    assertThat(star.round())
        .containsExactly(
            new double[] {-0.136239966334, 0.24468154322, 0.99813706777}, within(1e-9));
    for (int t = 0; t < 3000; t++) {
      star.round();
    }
    assertThat(star.middle.model())
        .containsExactly(new double[] {-9.0 / 11, 8.0 / 11, 20.5 / 11}, within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theLyapunovFunctionFallsInEveryRound(boolean arithmetic) {
    Quadratics world = Quadratics.outlier(20, 10, 3);
    Ef21 rules = new Ef21(.2);
    double l = world.smoothness();
    double step = arithmetic ? rules.step(l, world.l()) : rules.quadraticStep(l, world.l());
    double[] weights = new double[20];
    for (int i = 0; i < 20; i++) {
      // By the arithmetic mean 1 / (n^2 w_i) with w_i = L_i / sum L_j, else 1 / n.
      weights[i] = arithmetic ? 20 * l / (400 * world.l()[i]) : 1.0 / 20;
    }
    Star star = new Star(world, 2, step);
    double before = Double.POSITIVE_INFINITY;
    double squares = 0;
    for (int t = 0; t < 4000; t++) {
      double[] x = star.middle.model();
      star.round();
      double now = world.excess(x) + step / (2 * rules.theta()) * star.error(weights, x);
      assertThat(now).as("round %d", t).isLessThanOrEqualTo(before - step / 2 * squares + 1e-12);
      before = now;
      squares = Quadratics.squares(world.gradient(x));
    }
  }

  @Test
  void weightedClientsGiveTheSameIterates() {
    Quadratics world = Quadratics.outlier(20, 10, 3);
    double step = new Ef21(.2).step(world.smoothness(), world.l());
    Star plain = new Star(world, 2, step);
    List<MarkovCodec> clients = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      clients.add(new MarkovCodec(10, 2));
    }
    double[] x = new double[10];
    for (int t = 0; t < 500; t++) {
      double[] g = new double[10];
      for (int i = 0; i < 20; i++) {
        double w = world.l()[i] / (20 * world.smoothness());
        double[] scaled = world.gradient(i, x);
        for (int j = 0; j < 10; j++) {
          scaled[j] /= 20 * w;
        }
        clients.get(i).next(scaled);
        double[] told = clients.get(i).told();
        for (int j = 0; j < 10; j++) {
          g[j] += w * told[j];
        }
      }
      for (int j = 0; j < 10; j++) {
        x[j] -= step * g[j];
      }
      assertThat(plain.round()).containsExactly(x, within(1e-9));
    }
  }

  @Test
  void theLargerStepIsWorthItWhereOneClientIsSteep() {
    Quadratics world = Quadratics.outlier(20, 40, 5);
    Ef21 rules = new Ef21(.025);
    double l = world.smoothness();
    Star arithmetic = new Star(world, 1, rules.step(l, world.l()));
    Star quadratic = new Star(world, 1, rules.quadraticStep(l, world.l()));
    for (int t = 0; t < 1000; t++) {
      arithmetic.round();
      quadratic.round();
    }

    assertThat(arithmetic.step / quadratic.step).isBetween(3.5, 3.9);
    double ratio =
        Quadratics.squares(world.gradient(quadratic.middle.model()))
            / Quadratics.squares(world.gradient(arithmetic.middle.model()));
    assertThat(ratio).isGreaterThan(100);
    assertThat(arithmetic.bytes).isEqualTo(20L * 1000 * (4 + 12));
  }

  @Test
  void whoIsSilentCountsWithWhatItTold() {
    StarAggregator middle = new StarAggregator(new double[2], 2, 1);
    SparseUpdate one = new SparseUpdate(new int[] {0}, new double[] {2});

    assertThat(middle.take(0, 0, one)).isTrue();
    assertThat(middle.take(0, 0, one)).as("again").isFalse();
    assertThat(middle.take(1, 1, one)).as("of another round").isFalse();
    assertThat(middle.take(2, 0, one)).as("of nobody").isFalse();
    assertThat(middle.heard()).isOne();
    assertThat(middle.close()).containsExactly(-1, 0);
    assertThat(middle.close()).containsExactly(-2, 0);
  }

  @Test
  void aVectorThatStandsStillIsTold() {
    double[] v = {5, -1, 3, 0, 2};
    MarkovCodec codec = new MarkovCodec(5, 2);
    double[] reader = new double[5];
    double before = Quadratics.squares(v);
    for (int i = 0; i < 3; i++) {
      SparseUpdate.read(codec.next(v).bytes(), 5).addTo(reader);
      double off = 0;
      for (int j = 0; j < 5; j++) {
        off += (v[j] - reader[j]) * (v[j] - reader[j]);
      }
      assertThat(off).isLessThanOrEqualTo((1 - 2.0 / 5) * before + 1e-12);
      before = off;
    }
    assertThat(reader).containsExactly(v);
    assertThat(codec.told()).containsExactly(v);
    assertThat(codec.next(v).size()).isEqualTo(2 * 12 + 4);
  }

  @Test
  void whatIsNoUpdateIsRefused() {
    byte[] good = new SparseUpdate(new int[] {1, 3}, new double[] {1, 2}).bytes();
    byte[] cut = Arrays.copyOf(good, good.length - 1);
    byte[] far = new SparseUpdate(new int[] {9}, new double[] {1}).bytes();
    byte[] twice = new SparseUpdate(new int[] {1, 1}, new double[] {1, 2}).bytes();
    byte[] endless = new SparseUpdate(new int[] {1}, new double[] {Double.NaN}).bytes();

    assertThat(SparseUpdate.read(good, 4).places()).containsExactly(1, 3);
    for (byte[] bad : List.of(new byte[0], new byte[3], cut, far, twice, endless)) {
      assertThatThrownBy(() -> SparseUpdate.read(bad, 4))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new MarkovCodec(3, 4)).hasMessageContaining("[1, 3]");
  }
}
