package io.flyball.core.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RewardLedgerProperties {
  private static final String[] COMPONENTS = {"click", "rating", "return", ""};

  @Property(tries = 150)
  void theLastRevisionDoesNotDependOnArrivalAndEveryScalarIsExplained(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int size) {
    Random random = new Random(seed);
    List<RewardRow> rows = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      rows.add(
          OnePolicy.signal(
              "d" + random.nextInt(5),
              COMPONENTS[random.nextInt(4)],
              random.nextInt(-4, 5) / 4.0,
              i));
    }
    OnePolicy first = OnePolicy.plain().take(rows.toArray(RewardRow[]::new));
    Collections.shuffle(rows, random);
    OnePolicy second = OnePolicy.plain().take(rows.toArray(RewardRow[]::new));
    assertThat(newest(second)).isEqualTo(newest(first));
    for (Reward reward : first.rewards) {
      double explained = OnePolicy.plain().rules().weights().combine(reward.components());
      for (double added : reward.adjustments().values()) {
        explained += added;
      }
      assertThat(reward.value()).isCloseTo(explained, within(1e-12));
    }
    assertThat(
            first.count(RewardCount.FIRST)
                + first.count(RewardCount.CORRECTED)
                + first.count(RewardCount.UNCHANGED))
        .isEqualTo(size);
    assertThat(first.count(RewardCount.FIRST) + first.count(RewardCount.CORRECTED))
        .isEqualTo(first.rewards.size());
  }

  private static Map<String, String> newest(OnePolicy policy) {
    Map<String, String> newest = new HashMap<>();
    for (Reward reward : policy.rewards) {
      newest.put(reward.decisionId(), reward.value() + " " + reward.components());
    }
    return newest;
  }
}
