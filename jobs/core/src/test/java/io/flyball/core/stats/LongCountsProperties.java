package io.flyball.core.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class LongCountsProperties {

  @Property(tries = 300)
  void itCountsAsAMapWould(
      @ForAll @Size(max = 2_000) List<@IntRange(min = -60, max = 60) Integer> steps) {
    LongCounts counts = new LongCounts();
    Map<Long, Long> expected = new HashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      // Multiples of a power of two fall together in a careless hash.
      long key = (steps.get(i) / 2L) << 40;
      long have = expected.getOrDefault(key, 0L);
      long delta = i % 2 == 0 || have == 0 ? 2 : -have;
      long now = counts.add(key, delta);
      assertThat(now).isEqualTo(have + delta);
      if (now == 0) {
        expected.remove(key);
      } else {
        expected.put(key, now);
      }
    }
    Map<Long, Long> actual = new HashMap<>();
    counts.forEach(actual::put);
    assertThat(actual).isEqualTo(expected);
    assertThat(counts.size()).isEqualTo(expected.size());
    expected.forEach((key, count) -> assertThat(counts.get(key)).isEqualTo(count));
  }
}
