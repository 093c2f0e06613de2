package io.flyball.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.loop.SlateWindow.Shown;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SlateWindowTest {
  private static final int DRAMA = 0;
  private static final int COMEDY = 1;

  /** Four items: 1 drama, 2 comedy, 3 both, 4 without category. */
  private static final Catalogue CATALOGUE =
      new Catalogue(
          4, Map.of(1L, new int[] {DRAMA}, 2L, new int[] {COMEDY}, 3L, new int[] {DRAMA, COMEDY}));

  private static Shown human(long item, int rank) {
    return new Shown(item, rank, Source.HUMAN);
  }

  /** Item 1 is the head: it had 9 of 10 events. */
  private static SlateWindow window() {
    ItemCounts past = new ItemCounts();
    past.add(1, 9);
    past.add(2, 1);
    return new SlateWindow(CATALOGUE, past);
  }

  @Test
  void aWindowThatShowsNothingHasNoRatio() {
    SlateWindow window = window();
    window.add(List.of());
    Map<SlateMetric, Double> metrics = window.metrics();
    assertThat(metrics.get(SlateMetric.SLATES)).isEqualTo(1);
    assertThat(metrics.get(SlateMetric.CLICKS)).isZero();
    assertThat(metrics.get(SlateMetric.CLICKED_EXPOSURES)).isZero();
    Set<SlateMetric> counts =
        EnumSet.of(SlateMetric.SLATES, SlateMetric.CLICKS, SlateMetric.CLICKED_EXPOSURES);
    for (SlateMetric metric : EnumSet.complementOf(EnumSet.copyOf(counts))) {
      assertThat(metrics.get(metric)).as(metric.name()).isNaN();
    }
  }

  @Test
  void anItemWithoutCategoryAndAMissingRankCountForTheRest() {
    SlateWindow window = window();
    window.add(List.of(human(1, 1), human(2, 0), new Shown(4, 3, Source.UNKNOWN)));
    Map<SlateMetric, Double> metrics = window.metrics();
    assertThat(metrics.get(SlateMetric.EXPOSURE_SHARE_UNKNOWN)).isEqualTo(1 / 3.0);
    assertThat(metrics.get(SlateMetric.DISCOUNTED_EXPOSURE_SHARE_GENERATED)).isZero();
    assertThat(metrics.get(SlateMetric.INTRA_LIST_DIVERSITY_JACCARD)).isEqualTo(1);
    assertThat(metrics.get(SlateMetric.SOURCE_PHASE)).isZero();
  }

  @Test
  void diversityIsTheMeanOverPairsAndADuplicateIsNoDistanceFromItself() {
    SlateWindow window = window();
    window.add(List.of(human(1, 1), human(1, 2), human(3, 3)));
    // 1-1: 0, twice 1-3: 1 - 1/2.
    assertThat(window.metrics().get(SlateMetric.INTRA_LIST_DIVERSITY_JACCARD))
        .isCloseTo(1 / 3.0, within(1e-15));
  }

  @Test
  void groupsAreHeldAgainstTheirClicksAndTheirSize() {
    SlateWindow window = window();
    window.add(List.of(human(1, 1), human(2, 3)));
    window.clicked(1, Source.HUMAN);
    window.clicked(2, Source.HUMAN);
    Map<SlateMetric, Double> metrics = window.metrics();
    // Exposure 1/log2(4) and 1 for one click each.
    assertThat(metrics.get(SlateMetric.EXPOSURE_DISPARITY_TAIL_HEAD)).isEqualTo(0.5);
    // Rates 1/1 and 1/3: mean 2/3, deviation 1/3.
    assertThat(metrics.get(SlateMetric.POP_RSP_HEAD_TAIL)).isCloseTo(0.5, within(1e-15));
    // Drama .9 before and .5 now, comedy .1 and .5.
    assertThat(metrics.get(SlateMetric.MAX_BIAS_DISPARITY)).isCloseTo(4, within(1e-12));
  }

  @Test
  void aSlateOfTenThousandIsMeasuredAsAny() {
    SlateWindow window = window();
    window.add(
        Collections.unmodifiableList(
            LongStream.range(0, 10_000).mapToObj(i -> human(1 + i % 3, (int) i + 1)).toList()));
    assertThat(window.metrics().get(SlateMetric.INTRA_LIST_DIVERSITY_JACCARD)).isBetween(0.4, 0.5);
  }
}
