package io.flyball.core.features;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Known answers: VowpalWabbit/vowpal_wabbit@872fd8d, hash_test.cc, audit.stdout and
 * ccb_simple_invert_hash.txt (BSD-3), and computed by hand from common/hash.h.
 */
class FeatureHashTest {
  private static final FeatureHash STRINGS = FeatureHash.STRINGS;
  private static final FeatureHash ALL = new FeatureHash(true, 0);

  @Test
  void murmurGivesTheBitsOfItsReference() {
    assertThat(Integer.toUnsignedLong(Murmur3.hash("t", 0))).isEqualTo(3397902157L);
    assertThat(Integer.toUnsignedLong(Murmur3.hash("test", 0))).isEqualTo(3127628307L);
    assertThat(Integer.toUnsignedLong(Murmur3.hash("tested", 25436347))).isEqualTo(3592599130L);
    assertThat(Integer.toUnsignedLong(Murmur3.hash("aஜெய்", (int) 2493003127L)))
        .isEqualTo(2630240042L);
    assertThat(Integer.toUnsignedLong(Murmur3.hash(" ", 0))).isEqualTo(2129959832L);
    assertThat(Murmur3.hash("", 0)).isZero();
  }

  @Test
  void namesGiveTheIndicesOfVowpalWabbit() {
    assertThat(index("", "feature")).isEqualTo(118880);
    assertThat(index("namespace", "feature")).isEqualTo(242309);
    int other = STRINGS.namespace("other_namespace");
    assertThat(mask(other)).isEqualTo(207177);
    assertThat(index("shared", "f1")).isEqualTo(147509);
    assertThat(index("action", "f2")).isEqualTo(257122);
    assertThat(index("action", "f3")).isEqualTo(208140);
    assertThat(index("sj", "f1")).isEqualTo(32590);
    assertThat(index("sj", "f2")).isEqualTo(18865);
    assertThat(mask(FeatureHash.CONSTANT)).isEqualTo(116060);
    assertThat(FeatureHash.CONSTANT & (1 << 24) - 1).isEqualTo(11650396);
    assertThat(index("_id", "index0")).isEqualTo(68306);
    assertThat(index("_id", "index1")).isEqualTo(25433);
    assertThat(Integer.toUnsignedLong(STRINGS.namespace("U"))).isEqualTo(3241479426L);
    assertThat(index("U", "age")).isEqualTo(942);
    assertThat(STRINGS.feature("age", STRINGS.namespace("U")) & (1 << 24) - 1).isEqualTo(5768110);
    assertThat(index("U", "123")).isEqualTo(68989);
    assertThat(mask(ALL.feature("123", ALL.namespace("U")))).isEqualTo(192624);
    assertThat(mask(STRINGS.chained("city", "Rome", STRINGS.namespace("U")))).isEqualTo(253568);
    assertThat(index("U", "cityRome")).isEqualTo(121545);
    assertThat(index("A", "id=a1")).isEqualTo(162222);
    assertThat(mask(STRINGS.chained("a", "b", STRINGS.namespace("f")))).isEqualTo(229422);
    assertThat(mask(STRINGS.namespace("v"))).isEqualTo(248917);
    assertThat(mask(STRINGS.namespace("v") + 1)).isEqualTo(248918);
  }

  @Test
  void aBlankNamespaceIsNamelessUnlessEveryNameIsHashed() {
    assertThat(STRINGS.namespace("")).isZero();
    assertThat(STRINGS.namespace(" ")).isZero();
    assertThat(Integer.toUnsignedLong(ALL.namespace(" "))).isEqualTo(2129959832L);
    assertThat(new FeatureHash(false, 7).namespace("")).isEqualTo(Murmur3.hash("", 7));
    assertThat(STRINGS.feature(" 12\t", 5)).isEqualTo(17);
  }

  @Test
  void productsHaveIndicesOfTheirOwn() {
    assertThat(mask(FeatureHash.pair(147509, 68306))).isEqualTo(137661);
    assertThat(mask(FeatureHash.pair(18865, 25433))).isEqualTo(25338);
    assertThat(mask(FeatureHash.pair(257122, 25433))).isEqualTo(97567);
    assertThat(mask(FeatureHash.pair(942, 162222))).isEqualTo(242500);
    assertThat(mask(FeatureHash.triple(942, 162222, 68306))).isEqualTo(147166);
  }

  private static int index(String namespace, String name) {
    return mask(STRINGS.feature(name, STRINGS.namespace(namespace)));
  }

  private static int mask(int hash) {
    return hash & (1 << 18) - 1;
  }
}
