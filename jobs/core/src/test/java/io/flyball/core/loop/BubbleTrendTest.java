package io.flyball.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BubbleTrendTest {

  @Test
  void oneWindowIsNoTrend() {
    BubbleTrend trend = new BubbleTrend();
    assertThat(trend.medianSlope()).isNaN();
    trend.add(1, 7, 2.0);
    trend.add(1, 8, Double.NaN);
    assertThat(trend.slope(1)).isNaN();
    assertThat(trend.medianSlope()).isNaN();
  }

  @Test
  void theMedianUserTellsTheTrend() {
    BubbleTrend trend = new BubbleTrend();
    for (int window = 0; window < 4; window++) {
      trend.add(1, window, 2 - 0.1 * window);
      trend.add(2, window, 2 - 0.2 * window);
      trend.add(3, window, 2 + 9.0 * window);
    }
    assertThat(trend.slope(2)).isCloseTo(-0.2, within(1e-12));
    assertThat(trend.medianSlope()).isCloseTo(-0.1, within(1e-12));
  }
}
