package io.flyball.core.reward;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.state.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class EndingsTest {
  private static final long DAY = 86_400_000;

  private final Map<Long, String> agenda = new HashMap<>();
  private final Map<String, String> before = new HashMap<>();
  private final TreeSet<Long> timers = new TreeSet<>();
  private final Endings endings =
      new Endings(
          new Store<>() {
            @Override
            public String get(Long key) {
              return agenda.get(key);
            }

            @Override
            public void put(Long key, String value) {
              agenda.put(key, value);
            }

            @Override
            public void remove(Long key) {
              agenda.remove(key);
            }
          },
          timers::add);

  private void begin(String decision, long end, long grain) {
    before.put(decision, endings.add(decision, end, grain));
  }

  private List<String> take(long time) {
    List<String> ended = new ArrayList<>();
    for (String id = endings.take(time); !id.isEmpty(); id = before.remove(id)) {
      ended.add(id);
    }
    return ended;
  }

  @Test
  void nothingEndsWhereNothingWasNoted() {
    assertThat(take(DAY)).isEmpty();
  }

  @Test
  void fewDecisionsEndTogetherAtTheirTime() {
    begin("a", DAY, DAY);
    begin("b", DAY, DAY);
    begin("c", 2 * DAY, DAY);
    assertThat(timers).containsExactly(DAY, 2 * DAY);
    assertThat(take(DAY)).containsExactly("b", "a");
    assertThat(take(2 * DAY)).containsExactly("c");
    assertThat(agenda).isEmpty();
  }

  @Test
  void manyDecisionsOfOneTimeEndInLotsOfBoundedSizeBeforeTheNextTime() {
    for (int i = 0; i < 25_500; i++) {
      begin("d" + i, DAY, DAY);
    }
    assertThat(timers).hasSize(26);
    assertThat(timers.last()).isLessThan(2 * DAY);
    int ended = 0;
    for (long time : timers) {
      List<String> lot = take(time);
      assertThat(lot).hasSizeLessThanOrEqualTo(Endings.MOST);
      ended += lot.size();
    }
    assertThat(ended).isEqualTo(25_500);
    assertThat(agenda).isEmpty();
    assertThat(before).isEmpty();
  }

  @Test
  void gridTooFineForLotsKeepsThemTogether() {
    for (int i = 0; i < 3_000; i++) {
      begin("d" + i, 10, 2);
    }
    assertThat(timers).containsExactly(10L, 11L);
    assertThat(take(10)).hasSize(1_000);
    assertThat(take(11)).hasSize(2_000);
    assertThat(agenda).isEmpty();
  }

  @Test
  void chainThatAnEarlierVersionWroteEndsWhole() {
    agenda.put(DAY, "old2");
    before.put("old2", "old1");
    before.put("old1", "");
    begin("new", DAY, DAY);
    assertThat(take(DAY)).containsExactly("new", "old2", "old1");
    assertThat(agenda).isEmpty();
  }
}
