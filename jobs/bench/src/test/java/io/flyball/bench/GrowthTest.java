package io.flyball.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GrowthTest {

  @Test
  void keysArmsAndRecordsGrowAsTheySay() {
    assertThat(keys(Growth.KEYS.subject(1, 1_000), 3_000)).hasSize(1_000);
    assertThat(keys(Growth.KEYS.subject(1, 10), 3_000)).hasSize(10);
    int few = Growth.ARMS.subject(1, 10).at(0).value().length;
    assertThat(Growth.ARMS.subject(1, 1_000).at(0).value().length).isGreaterThan(30 * few);
    int small = Growth.RECORD_SIZE.subject(1, 100).at(0).value().length;
    assertThat(Growth.RECORD_SIZE.subject(1, 10_000).at(0).value().length)
        .isGreaterThan(40 * small);
    assertThat(Growth.PARALLELISM.parallelism(1)).isEqualTo(1);
  }

  @Test
  void everyKeyIsSeenAndNoBacklogIsTooSmall() {
    for (Growth axis : Growth.values()) {
      for (int size : axis.sizes()) {
        assertThat(axis.records(50_000, size)).isGreaterThanOrEqualTo(BenchOptions.FEWEST);
      }
    }
    assertThat(Growth.KEYS.records(50_000, 1_000_000)).isEqualTo(1_000_000);
  }

  private static Set<String> keys(Subject subject, int records) {
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < records; i++) {
      keys.add(new String(subject.at(i).key(), UTF_8));
    }
    return keys;
  }
}
