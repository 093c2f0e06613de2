package io.flyball.core.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class HeadProperties {

  /** The definition: by falling count and rising id, until the share is reached. */
  private static Set<Long> byDefinition(ItemCounts past, double share) {
    List<long[]> items = new ArrayList<>();
    past.forEach((item, count) -> items.add(new long[] {item, count}));
    items.sort(
        Comparator.<long[]>comparingLong(entry -> -entry[1]).thenComparingLong(entry -> entry[0]));
    Set<Long> head = new HashSet<>();
    double sum = 0;
    for (long[] entry : items) {
      if (sum >= share * past.total()) {
        break;
      }
      head.add(entry[0]);
      sum += entry[1];
    }
    return head;
  }

  @Property
  void theHeadAndItsBoundAreWhatTheDefinitionSays(
      @ForAll @Size(max = 60) List<@IntRange(min = -20, max = 20) Integer> events,
      @ForAll @DoubleRange(min = 0.01, max = 1) double share) {
    ItemCounts past = new ItemCounts();
    events.forEach(past::add);
    Set<Long> expected = byDefinition(past, share);
    Head head = Head.of(past, share);
    HeadBound bound = HeadBound.of(past, share);
    assertThat(head.size()).isEqualTo(expected.size()).isEqualTo(bound.size());
    for (long item = -21; item <= 21; item++) {
      assertThat(head.contains(item)).isEqualTo(expected.contains(item));
      assertThat(bound.holds(item, past.count(item))).isEqualTo(expected.contains(item));
    }
  }
}
