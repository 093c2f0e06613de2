package io.flyball.core.reward.weigh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CriticTableTest {
  private static final RewardWeights CLICKS = RewardWeights.of(Map.of("click", 1.0));

  @Test
  void withoutDecisionsThereIsNothingToJudge() {
    CriticTable table = new CriticTable(CLICKS);
    assertThat(table.judge(new Interference(0))).isEmpty();
    assertThat(table.critics()).isEmpty();
  }

  /** 1 and 3 in one context, 11 and 13 in another: A = -1, 1 in both, and its deviation is 1. */
  @Test
  void eachContextIsJudgedByItsOwnMean() {
    CriticTable table = new CriticTable(CLICKS);
    double[] values = {1, 3, 11, 13};
    for (int i = 0; i < 4; i++) {
      table.add("d" + i, i < 2 ? "low" : "high", Map.of("click", values[i]));
    }
    assertThat(table.critics().get("low")).containsExactly(2);
    assertThat(table.critics().get("high")).containsExactly(12);
    List<CriticTable.Judged> judged = table.judge(new Interference(1));
    assertThat(judged.stream().mapToDouble(CriticTable.Judged::composed).toArray())
        .containsExactly(new double[] {-1, 1, -1, 1}, within(1e-12));
    assertThat(judged.get(3).plain()).isEqualTo(13);
  }

  @Test
  void aScaleChangesTheSumAndNotTheAdvantage() {
    CriticTable plain = new CriticTable(RewardWeights.of(Map.of("a", 1.0, "b", 2.0)));
    CriticTable scaled = new CriticTable(RewardWeights.of(Map.of("a", 1.0, "b", 2.0)));
    for (int i = 0; i < 9; i++) {
      double a = (i * 7) % 5;
      double b = (i * 3) % 4;
      plain.add("d", "c" + i % 2, Map.of("a", a, "b", b));
      scaled.add("d", "c" + i % 2, Map.of("a", 1000 * a, "b", b));
    }
    List<CriticTable.Judged> one = plain.judge(new Interference(2));
    List<CriticTable.Judged> other = scaled.judge(new Interference(2));
    for (int i = 0; i < one.size(); i++) {
      assertThat(other.get(i).composed()).isCloseTo(one.get(i).composed(), within(1e-9));
    }
  }
}
