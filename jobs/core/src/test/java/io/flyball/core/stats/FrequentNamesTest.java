package io.flyball.core.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FrequentNamesTest {

  @Test
  void nothingCountedIsNoName() {
    FrequentNames names = FrequentNames.none();

    assertThat(names.most(20)).isEmpty();
    assertThat(FrequentNames.ofBytes(names.toBytes()).most(20)).isEmpty();
  }

  @Test
  void fewNamesAreCountedExactlyAndTiesGoByName() {
    FrequentNames names = FrequentNames.none();
    for (String name : new String[] {"b", "a", "c", "c"}) {
      names.add(name, 1);
    }

    assertThat(names.most(2)).containsExactly(entry("c", 2), entry("a", 1));
  }

  @Test
  void aMillionRandomNamesHideNoFrequentOneAndTakeNoMoreSpace() {
    FrequentNames names = FrequentNames.none();
    int largest = 0;
    for (int i = 0; i < 1_000_000; i++) {
      names.add("random" + i, 1);
      if (i % 10 == 0) {
        names.add("contxt", 1);
      }
      if (i % 10_000 == 0) {
        largest = Math.max(largest, names.toBytes().length);
      }
    }

    assertThat(names.most(20).keySet()).first().isEqualTo("contxt");
    assertThat(names.most(1).get("contxt")).isBetween(50_000L, 100_000L);
    assertThat(largest).isLessThan(10_000);
  }

  @Test
  void whatIsRestoredGoesOnCounting() {
    FrequentNames names = FrequentNames.none();
    names.add("é", 1);
    FrequentNames restored = FrequentNames.ofBytes(names.toBytes());
    restored.add("é", 1);

    assertThat(restored.most(20)).containsExactly(entry("é", 2));
  }

  private static Map.Entry<String, Long> entry(String name, long count) {
    return Map.entry(name, count);
  }
}
