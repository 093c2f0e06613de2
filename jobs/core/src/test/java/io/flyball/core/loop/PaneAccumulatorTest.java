package io.flyball.core.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PaneAccumulatorTest {

  private static Map<String, Double> metrics(PaneAccumulator window) {
    Map<String, Double> values = new HashMap<>();
    new ScopeMetrics(10, 2, 100, 100, 1)
        .of("all", window, new PastWindow())
        .forEach(value -> values.put(value.metric(), value.value()));
    return values;
  }

  private static PaneAccumulator shown() {
    PaneAccumulator pane = new PaneAccumulator();
    for (int rank = 1; rank <= 4; rank++) {
      pane.interaction(Table.EXPOSURE, 1, rank);
      pane.count(Table.SHOWN, PaneAccumulator.number(Source.HUMAN), rank, 1);
    }
    return pane;
  }

  @Test
  void aPartThatAnEarlierVersionStoredCountsWhatWasTakenAsItDidThen() {
    PaneAccumulator before = shown();
    before.count(Table.TAKEN, PaneAccumulator.number(Source.HUMAN), 1, 1);
    PanePart stored = before.toPart("all", 7, 7);
    PanePart older =
        new PanePart(
            stored.scope(),
            stored.pane(),
            stored.known(),
            List.copyOf(stored.tables().subList(0, PaneAccumulator.index(Table.CLICK))),
            stored.categorised(),
            stored.categories(),
            stored.outcomes(),
            stored.attempts());
    PaneAccumulator now = shown();
    now.count(Table.CLICK, PaneAccumulator.number(Source.HUMAN), 1, 1);
    now.count(Table.CLICKED, PaneAccumulator.number(Source.HUMAN), 0, 1);
    PaneAccumulator ofOlder = new PaneAccumulator();
    PaneAccumulator ofNow = new PaneAccumulator();
    ofOlder.merge(older);
    ofNow.merge(now.toPart("all", 7, 7));

    assertThat(metrics(ofOlder))
        .isEqualTo(metrics(ofNow))
        .containsEntry("click.CLICKS", 1.0)
        .containsEntry("click.CLICK_RATE", 0.25);
  }

  /**
   * Shown in pane 6, clicked in pane 7: clicked in a window of both, and in none of one of them.
   */
  @Test
  void anExposureIsClickedInAWindowThatHoldsItAndItsClick() {
    PaneAccumulator six = shown();
    PaneAccumulator seven = new PaneAccumulator();
    seven.interaction(Table.FEEDBACK, 1, 1);
    seven.count(Table.CLICK, PaneAccumulator.number(Source.HUMAN), 1, 1);
    seven.count(Table.CLICKED, PaneAccumulator.number(Source.HUMAN), 1, 1);
    PaneAccumulator both = new PaneAccumulator();
    both.merge(six.toPart("all", 6, 6), 6, 7);
    both.merge(seven.toPart("all", 7, 7), 6, 7);
    PaneAccumulator one = new PaneAccumulator();
    one.merge(seven.toPart("all", 7, 7));

    assertThat(metrics(both)).containsEntry("click.CLICKED_EXPOSURES", 1.0);
    assertThat(metrics(one))
        .containsEntry("click.CLICKS", 1.0)
        .containsEntry("click.CLICKED_EXPOSURES", 0.0);
  }
}
