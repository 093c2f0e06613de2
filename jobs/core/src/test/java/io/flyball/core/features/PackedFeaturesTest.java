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

  /** What all arms share stands first in each; the vectors are those of one arm at a time. */
  @ParameterizedTest
  @ValueSource(strings = {"", "cf"})
  void vectorsOfSeveralArmsAreThoseOfEach(String interactions) {
    JointFeatures features = new JointFeatures(10, Interactions.parse(interactions));
    double[] context = PackedFeatures.ofDense("context", new double[] {1, 2, 1e-19});
    double[][] arms =
        PackedFeatures.ofArms(new double[][] {{3, 4}, {0, 5}}, new String[] {"a", "b"});
    SparseVector[] all = features.of(context, arms);
    for (int a = 0; a < arms.length; a++) {
      SparseVector one = features.of(context, arms[a]);
      assertThat(all[a].size()).isEqualTo(one.size());
      for (int n = 0; n < one.size(); n++) {
        assertThat(all[a].index(n)).isEqualTo(one.index(n));
        assertThat(all[a].value(n)).isEqualTo(one.value(n));
      }
    }
    assertThat(all[1].shared()).isEqualTo(interactions.isEmpty() ? 2 : 0);
  }
}
