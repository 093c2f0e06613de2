package io.flyball.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A slate that is put together place by place has the diversity of one that is known whole. */
class SlateTest {
  private static final Catalogue CATALOGUE =
      new Catalogue(4, Map.of(1L, new int[] {0}, 2L, new int[] {1}, 3L, new int[] {0, 1}));
  private static final Map<Long, String> CATEGORIES =
      Map.of(1L, "a", 2L, "b", 3L, "a" + PaneAccumulator.SEPARATOR + "b", 4L, "");

  private static double ofPlaces(List<Long> items) {
    Slate slate = new Slate(0, List.of());
    for (long item : items) {
      slate =
          slate.with(
              slate.places().size(),
              new Slate.Place(item, Source.HUMAN, slate.places().size() + 1, CATEGORIES.get(item)));
    }
    return slate.diversity();
  }

  private static double ofWindow(List<Long> items) {
    SlateWindow window = new SlateWindow(CATALOGUE, new ItemCounts());
    window.add(items.stream().map(item -> new SlateWindow.Shown(item, 1, Source.HUMAN)).toList());
    return window.metrics().get(SlateMetric.INTRA_LIST_DIVERSITY_JACCARD);
  }

  @Test
  void belowTwoPlacesWithACategoryThereIsNoDiversity() {
    for (List<Long> items :
        List.of(List.<Long>of(), List.of(1L), List.of(4L, 4L), List.of(4L, 1L))) {
      assertThat(ofPlaces(items)).as(items.toString()).isNaN();
      assertThat(ofWindow(items)).as(items.toString()).isNaN();
    }
  }

  @Test
  void anItemThatStandsTwiceIsShownTwiceAndOneWithoutCategoryDoesNotCount() {
    // 1-1: 0, twice 1-3: 1 - 1/2.
    assertThat(ofPlaces(List.of(1L, 3L, 4L, 1L))).isCloseTo(1 / 3.0, within(1e-15));
    for (List<Long> items :
        List.of(List.of(1L, 3L, 4L, 1L), List.of(1L, 2L), List.of(3L, 2L, 1L, 2L, 4L))) {
      assertThat(ofPlaces(items)).isCloseTo(ofWindow(items), within(1e-15));
    }
  }
}
