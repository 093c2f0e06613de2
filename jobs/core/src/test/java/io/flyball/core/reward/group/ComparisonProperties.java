package io.flyball.core.reward.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

class ComparisonProperties {
  @Property(tries = 300)
  void advantagesSumToZeroAndKeepTheOrderOfRewards(
      @ForAll @Size(min = 2, max = 20) List<@DoubleRange(min = -3, max = 3) Double> rewards,
      @ForAll Comparison comparison) {
    double[] r = rewards.stream().mapToDouble(Double::doubleValue).toArray();
    double[] a = comparison.of(r);
    assertThat(Arrays.stream(a).sum()).isCloseTo(0, within(1e-6));
    for (int i = 1; i < r.length; i++) {
      if (r[i] > r[i - 1]) {
        assertThat(a[i]).isGreaterThanOrEqualTo(a[i - 1]);
      }
    }
  }

  @Property(tries = 200)
  void theRankChoiceDoesNotKnowTheScaleOfAMetric(
      @ForAll @Size(min = 2, max = 6) List<@DoubleRange(min = -2, max = 2) Double> first,
      @ForAll @DoubleRange(min = .1, max = 9) double scale) {
    double[][] scores = new double[first.size()][];
    double[][] rescaled = new double[first.size()][];
    for (int i = 0; i < scores.length; i++) {
      double other = Math.sin(7 * i);
      scores[i] = new double[] {first.get(i), other};
      rescaled[i] = new double[] {Math.scalb(first.get(i), 3), Math.exp(scale * other)};
    }
    assertThat(Best.byAverageRank(rescaled)).isEqualTo(Best.byAverageRank(scores));
  }
}
