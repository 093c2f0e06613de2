package io.flyball.core.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedFeaturesTest {
  @Test
  void noNumbersAreNoFeatures() {
    assertThat(PackedFeatures.ofDense("context", new double[0])).isEmpty();
    assertThat(PackedFeatures.ofDense("context", new double[] {0, -0.0})).isEmpty();
  }

  /** A namespace of digits is its own hash: positions of 4294967294 go past the largest index. */
  @ParameterizedTest
  @ValueSource(strings = {"context", "features", "f", "0", "4294967294", "4294967295"})
  void denseNumbersArePackedAsPositionsOneByOneAre(String namespace) {
    double[] values = {1, 0, -2, 3.5, 4};
    PackedFeatures one = new PackedFeatures(FeatureHash.STRINGS);
    for (int i = 0; i < values.length; i++) {
      one.position(namespace, i, values[i]);
    }
    assertThat(PackedFeatures.ofDense(namespace, values)).isEqualTo(one.packed());
  }

  @Test
  void anIdIsATextOfTheNamespaceArm() {
    PackedFeatures one = new PackedFeatures(FeatureHash.STRINGS);
    one.text("arm", "id", "7");
    assertThat(PackedFeatures.ofId("7")).isEqualTo(one.packed());
  }

  @Test
  void tooManyProductsAreRefusedBeforeTheyAreMade() {
    JointFeatures features = new JointFeatures(10, Interactions.parse("cf"));
    double[] many = new double[400];
    Arrays.fill(many, 1);
    assertThatThrownBy(
            () ->
                features.of(
                    PackedFeatures.ofDense("context", many),
                    PackedFeatures.ofDense("features", many)))
        .hasMessageContaining("more than 100000 features");
  }
}
