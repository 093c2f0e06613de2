package io.flyball.core.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArmVectorsTest {
  /** Few bits, so that many features share an index. */
  private static final int BITS = 6;

  private static final int STRIDE = 2;
  private static final int AT = 3;

  private static final double[] CONTEXT =
      new NamedFeatures(
              Map.of(
                  "user", Map.of("age", 41, "city", "Rome", "tiny", 1e-10),
                  "both", Map.of("x", -2.5, "y", true)))
          .packed();

  private static final double[][] ARMS = {
    new NamedFeatures(
            Map.of("arm", Map.of("price", 3.25, "kind", "book"), "both", Map.of("z", 1e-9)))
        .packed(),
    new NamedFeatures(Map.of("arm", Map.of("price", 7))).packed(),
    {}
  };

  @ParameterizedTest
  @ValueSource(strings = {"", "ua", "au/uu", "ab/bb", "uab/bbb", "::", ":::/::", "qq"})
  void sumsAreThoseOverTheVectorsOfOneArmAtATime(String interactions) {
    JointFeatures features = new JointFeatures(BITS, Interactions.parse(interactions));
    double[] s = new double[AT + STRIDE * features.size()];
    for (int i = 0; i < s.length; i++) {
      s[i] = Math.sin(i);
    }
    double[] sums = new double[ARMS.length];
    features.of(CONTEXT, ARMS).sums(Weights.STORED, s, AT, STRIDE, sums);
    Weights half = (numbers, place) -> numbers[place] / 2;
    double[] halves = new double[ARMS.length];
    features.of(CONTEXT, ARMS).sums(half, s, AT, STRIDE, halves);
    for (int arm = 0; arm < ARMS.length; arm++) {
      SparseVector x = features.of(CONTEXT, ARMS[arm]);
      double expected = 0;
      for (int n = 0; n < x.size(); n++) {
        expected += s[AT + STRIDE * x.index(n)] * x.value(n);
      }
      // Every bit: what a job decides, a client decides.
      assertThat(sums[arm]).isEqualTo(expected);
      assertThat(halves[arm]).isEqualTo(expected / 2);
    }
  }

  @Test
  void vectorsThatAreThereAreRead() {
    JointFeatures features = new JointFeatures(BITS, Interactions.parse("ua"));
    double[] s = new double[features.size()];
    Arrays.setAll(s, i -> Math.cos(i));
    double[] before = new double[ARMS.length];
    ArmVectors vectors = features.of(CONTEXT, ARMS);
    vectors.sums(Weights.STORED, s, 0, 1, before);
    for (int arm = 0; arm < ARMS.length; arm++) {
      assertThat(vectors.of(arm)).isSameAs(vectors.of(arm));
    }
    double[] after = new double[ARMS.length];
    vectors.sums(Weights.STORED, s, 0, 1, after);
    assertThat(after).containsExactly(before);
  }

  @Test
  void tooManyProductsAreRefusedBeforeTheyAreRead() {
    JointFeatures features = new JointFeatures(10, Interactions.parse("cf"));
    double[] many = new double[400];
    Arrays.fill(many, 1);
    double[] context = PackedFeatures.ofDense("context", many);
    double[][] arms = {PackedFeatures.ofDense("features", many)};
    double[] s = new double[features.size()];
    assertThatThrownBy(
            () -> features.of(context, arms).sums(Weights.STORED, s, 0, 1, new double[1]))
        .hasMessageContaining("more than 100000 features");
    assertThatThrownBy(() -> features.of(context, arms).of(0))
        .hasMessageContaining("more than 100000 features");
  }

  @Test
  void aProductThatIsTooLargeIsRefused() {
    JointFeatures features = new JointFeatures(10, Interactions.parse("cf"));
    double[] context = PackedFeatures.ofDense("context", new double[] {1e7});
    double[][] arms = {PackedFeatures.ofDense("features", new double[] {1e6})};
    double[] s = new double[features.size()];
    assertThatThrownBy(
            () -> features.of(context, arms).sums(Weights.STORED, s, 0, 1, new double[1]))
        .hasMessageContaining("a product of features, is 1.0E13");
  }
}
