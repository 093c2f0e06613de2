package io.flyball.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class UserTrendsTest {
  private static final Catalogue CATALOGUE =
      new Catalogue(3, Map.of(0L, new int[] {0}, 1L, new int[] {1}));

  private static LoopWindow window(long... items) {
    LoopWindow window = new LoopWindow();
    for (long item : items) {
      window.add(7, item);
    }
    return window;
  }

  @Test
  void aUserWithFewEventsOrWithoutCategoriesHasNoTrend() {
    UserTrends trends = new UserTrends(CATALOGUE);
    trends.add(0, window(0, 1, 0, 1));
    trends.add(1, window(2, 2, 2, 2, 2));
    Map<TrendMetric, Double> last = trends.add(2, window(0, 1, 0, 1, 0));
    assertThat(last.get(TrendMetric.DRIFTING_USERS)).isZero();
    assertThat(last.get(TrendMetric.MEAN_INTEREST_DRIFT_L2)).isNaN();
    assertThat(last.get(TrendMetric.MEDIAN_BUBBLE_SLOPE_NATS)).isNaN();
  }

  @Test
  void aUserWhoNarrowsDriftsFromItsFirstWindow() {
    UserTrends trends = new UserTrends(CATALOGUE);
    trends.add(3, window(0, 0, 0, 1, 1, 1));
    Map<TrendMetric, Double> last = trends.add(5, window(0, 0, 0, 0, 0));
    assertThat(last.get(TrendMetric.DRIFTING_USERS)).isEqualTo(1);
    assertThat(last.get(TrendMetric.MEAN_INTEREST_DRIFT_L2))
        .isCloseTo(Math.sqrt(0.5), within(1e-15));
    assertThat(last.get(TrendMetric.MEDIAN_BUBBLE_SLOPE_NATS))
        .isCloseTo(-Math.log(2) / 2, within(1e-15));
  }
}
