package io.flyball.tools.modes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The states of a log by number: the most frequent by name, all others as one.
 *
 * @param names by number
 * @param pooled texts that the last name stands for; 0 where each state has its own
 */
public record StateNames(List<String> names, int pooled, Map<String, Integer> numbers) {
  private static final String OTHERS = "(others)";

  /**
   * Numbers the states of a log.
   *
   * @param most states at most, at least 2
   */
  public static StateNames of(List<Look> looks, int most) {
    Map<String, Integer> counts = new HashMap<>();
    looks.forEach(look -> counts.merge(look.state(), 1, Integer::sum));
    List<String> sorted = new ArrayList<>(counts.keySet());
    sorted.sort(
        Comparator.<String, Integer>comparing(counts::get).reversed().thenComparing(s -> s));
    List<String> kept = sorted.size() <= most ? sorted : sorted.subList(0, most - 1);
    List<String> names = new ArrayList<>(kept);
    names.sort(Comparator.naturalOrder());
    Map<String, Integer> numbers = new HashMap<>();
    names.forEach(name -> numbers.put(name, numbers.size()));
    if (sorted.size() > kept.size()) {
      names.add(OTHERS);
    }
    return new StateNames(List.copyOf(names), sorted.size() - kept.size(), numbers);
  }

  public int number(String state) {
    return numbers.getOrDefault(state, names.size() - 1);
  }
}
