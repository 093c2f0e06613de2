package io.flyball.core.bandit.joint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.features.SparseVector;
import org.junit.jupiter.api.Test;

/**
 * A stream of five examples, its predictions before each update and its last weights, computed in
 * doubles from {@code reductions/gd.cc}, {@code ftrl.cc} of VowpalWabbit/vowpal_wabbit@872fd8d and
 * the papers; and figures of Vowpal Wabbit's own tests, which computes in floats.
 */
class SparseRegressionTest {
  private static final double[] X = {.5, -.75, 2, .25, -.5};
  private static final double[] Y = {1, 0, 1, 0, 1};
  private static final double[] H = {1, 2, .5, 4, 1};

  @Test
  void theDefaultOfVowpalWabbit() {
    double[] s =
        requireStream(
            new Normalised(.5, true, false),
            0,
            -.126732827151,
            .806269120895,
            .352904401401,
            .031871488606);
    requireWeights(s, 4, 3, .286884313146, -.037791587013);
    assertThat(s[0]).isCloseTo(12.125, within(1e-12));
    assertThat(s[1]).isCloseTo(8.5, within(1e-12));
  }

  @Test
  void withoutNormalisation() {
    double[] s =
        requireStream(
            new Normalised(.5, false, false),
            0,
            .087938907876,
            1.127215442293,
            .391313497527,
            -.082276881515);
    requireWeights(s, 4, 3, .275753935164, -.077782459400);
  }

  @Test
  void adaGrad() {
    double[] s =
        requireStream(new SparseAdaGrad(.1), 0, .025, .309964227954, .174679294911, -.011643275038);
    requireWeights(s, 0, 2, .134857083247, .118080883285);
  }

  @Test
  void ftrl() {
    SparseFtrl ftrl = new SparseFtrl(.1, 1, .01, .01);
    double[] s = requireStream(ftrl, 0, .029204782814, .170113820901, .116178145456, .009736282143);
    assertThat(ftrl.predict(s, 0, vector(1, 0))).isCloseTo(.109473409390, within(1e-11));
    assertThat(ftrl.predict(s, 0, vector(0, 1))).isCloseTo(.071391429135, within(1e-11));
  }

  @Test
  void coinBetting() {
    SparseCoin coin = new SparseCoin();
    double[] s = new double[coin.scalars() + 2 * coin.stride()];
    double[] expected = {0, .099999983333, .592178316749, .613913394513, -.104553855632};
    for (int i = 0; i < X.length; i++) {
      double[] copy = s.clone();
      // The prediction that it learns from counts the example's own norm.
      assertThat(predictionInLearning(coin, copy, i)).isCloseTo(expected[i], within(1e-9));
      coin.learn(s, 0, vector(1, X[i]), Y[i], H[i]);
    }
    // W, the fourth number of an index.
    assertThat(s[3 + 3]).isCloseTo(-1.434729953713, within(1e-9));
    assertThat(s[3 + 5 + 3]).isCloseTo(.401951911492, within(1e-9));
  }

  /** From how far z moved. */
  private static double predictionInLearning(SparseCoin coin, double[] s, int i) {
    double before = s[3 + 1];
    coin.learn(s, 0, vector(1, X[i]), Y[i], H[i]);
    return (before - s[3 + 1]) / (2 * H[i]) + Y[i];
  }

  @Test
  void threeUnitFeaturesAsInVowpalWabbit() {
    Normalised vw = new Normalised(.5, true, false);
    double[] s = new double[4 + 3 * 8];
    vw.learn(s, 0, ones(0, 3), -1, 1);
    assertThat(s[4]).isCloseTo(-.193126658, within(1e-9)).isCloseTo(-.193097, within(3e-4 * .2));
  }

  /** Two slots of CCB, eight features each, of which they share two, the constant among them. */
  @Test
  void twoSlotsAsInVowpalWabbit() {
    Normalised vw = new Normalised(.5, true, false);
    double[] s = new double[4 + 3 * 16];
    vw.learn(s, 0, ones(0, 8), -1, 2 / 3.0);
    assertThat(s[4]).isCloseTo(-.085606013, within(1e-9)).isCloseTo(-.085601, within(3e-4 * .09));
    vw.learn(s, 0, ones(6, 14), -1, .8);
    assertThat(s[4 + 3 * 7])
        .isCloseTo(-.142775949, within(1e-9))
        .isCloseTo(-.142772, within(3e-4 * .15));
  }

  /** Two features of one example on one index: each adds to G and N, both move by the last rate. */
  @Test
  void anIndexThatComesTwiceMovesByItsLastRate() {
    Normalised vw = new Normalised(.5, true, false);
    double[] s = new double[4 + 3];
    SparseVector twice = new SparseVector(2);
    twice.add(0, 1);
    twice.add(0, 2);
    vw.learn(s, 0, twice, 1, 1);
    double first = 1 / Math.sqrt(4);
    double last = 1 / (Math.sqrt(4 + 16) * 2);
    double m = Math.sqrt(1 / 2.0);
    double speed = m * (first + 4 * last);
    double u = (1 - Math.exp(-speed)) / speed;
    assertThat(s[5]).isEqualTo(20);
    assertThat(s[6]).isEqualTo(2);
    assertThat(s[4]).isCloseTo(u * m * (1 + 2) * last, within(1e-15));
  }

  private static SparseVector ones(int from, int to) {
    SparseVector x = new SparseVector(to - from);
    for (int i = from; i < to; i++) {
      x.add(i, 1);
    }
    return x;
  }

  @Test
  void whatIsPredictedAlreadyMovesNothing() {
    for (SparseRegression regression :
        new SparseRegression[] {new Normalised(.5, true, true), new SparseAdaGrad(.1)}) {
      double[] s = new double[regression.scalars() + 2 * regression.stride()];
      regression.learn(s, 0, vector(1, 1), 0, 1);
      assertThat(s).containsOnly(0);
    }
  }

  private static double[] requireStream(SparseRegression regression, double... predictions) {
    double[] s = new double[regression.scalars() + 2 * regression.stride()];
    for (int i = 0; i < X.length; i++) {
      SparseVector x = vector(1, X[i]);
      assertThat(regression.predict(s, 0, x)).isCloseTo(predictions[i], within(1e-11));
      regression.learn(s, 0, x, Y[i], H[i]);
    }
    return s;
  }

  private static void requireWeights(double[] s, int from, int stride, double w0, double w1) {
    assertThat(s[from]).isCloseTo(w0, within(1e-11));
    assertThat(s[from + stride]).isCloseTo(w1, within(1e-11));
  }

  private static SparseVector vector(double a, double b) {
    SparseVector x = new SparseVector(2);
    x.add(0, a);
    x.add(1, b);
    return x;
  }
}
