package io.flyball.core.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class LoopWindowProperties {

  /** An event is added, or taken back where it is there; against lists of a plain map. */
  @Property(tries = 200)
  void aWindowHoldsWhatWasAddedAndNotTakenBack(
      @ForAll @Size(max = 120) List<@IntRange(max = 199) Integer> events) {
    LoopWindow window = new LoopWindow();
    LoopWindow merged = new LoopWindow();
    Map<Long, List<Long>> expected = new TreeMap<>();
    for (int event : events) {
      long user = event % 5;
      long item = event / 5 % 8;
      List<Long> own = expected.computeIfAbsent(user, key -> new ArrayList<>());
      if (event >= 120 && own.remove(item)) {
        window.retract(user, item);
      } else {
        own.add(item);
        window.add(user, item);
      }
    }
    expected.values().removeIf(List::isEmpty);
    merged.merge(window);
    for (LoopWindow one : List.of(window, merged)) {
      Map<Long, List<Long>> found = new TreeMap<>();
      one.forEachUser(
          (user, items, count) -> {
            assertThat(one.itemsOf(user)).containsExactlyInAnyOrder(Arrays.copyOf(items, count));
            found.put(user, Arrays.stream(items, 0, count).sorted().boxed().toList());
          });
      expected.values().forEach(own -> own.sort(null));
      assertThat(found).isEqualTo(expected);
      assertThat(one.users()).isEqualTo(expected.size());
      assertThat(one.items().total())
          .isEqualTo(expected.values().stream().mapToLong(List::size).sum());
    }
  }
}
