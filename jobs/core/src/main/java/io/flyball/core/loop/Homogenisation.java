package io.flyball.core.loop;

import io.flyball.core.random.Draws;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How alike users become: the mean Jaccard similarity |A n B| / |A u B| of the item sets of all
 * pairs of users (Chaney, Stewart, Engelhardt, RecSys 2018). NaN below two users.
 */
public final class Homogenisation {

  private Homogenisation() {}

  /** Exact, by an inverted index: O(sum over items of squared number of users). */
  public static double meanJaccard(Collection<? extends Collection<Long>> itemsOfUsers) {
    Map<Long, List<Integer>> usersOfItem = new HashMap<>();
    List<Integer> sizes = new ArrayList<>();
    double sum = 0;
    for (Collection<Long> items : itemsOfUsers) {
      Set<Long> set = new HashSet<>(items);
      Map<Integer, Integer> shared = new HashMap<>();
      for (long item : set) {
        List<Integer> users = usersOfItem.computeIfAbsent(item, key -> new ArrayList<>());
        for (int user : users) {
          shared.merge(user, 1, Integer::sum);
        }
        users.add(sizes.size());
      }
      for (Map.Entry<Integer, Integer> entry : shared.entrySet()) {
        int common = entry.getValue();
        sum += (double) common / (set.size() + sizes.get(entry.getKey()) - common);
      }
      sizes.add(set.size());
    }
    return sum / pairs(sizes.size());
  }

  /**
   * Estimated by MinHash (Broder 1997): two sets share the least hash of their items with a
   * probability that is their Jaccard similarity. Under each of {@code hashes} functions, the pairs
   * that share it are counted by groups, so no pair is ever formed. O(hashes x items); standard
   * error at most sqrt(J (1 - J) / hashes) when the pairs were independent of one another. Users
   * without items share nothing with anybody.
   */
  public static double meanJaccardMinHash(
      Collection<? extends Collection<Long>> itemsOfUsers, int hashes, long seed) {
    if (hashes < 1) {
      throw new IllegalArgumentException("hashes must be >= 1, was " + hashes);
    }
    double sharing = 0;
    for (int h = 0; h < hashes; h++) {
      Map<Long, Integer> groups = new HashMap<>();
      for (Collection<Long> items : itemsOfUsers) {
        long least = Long.MAX_VALUE;
        for (long item : items) {
          least = Math.min(least, Draws.bits(seed, item, h));
        }
        if (!items.isEmpty()) {
          groups.merge(least, 1, Integer::sum);
        }
      }
      for (int size : groups.values()) {
        sharing += pairs(size);
      }
    }
    return sharing / hashes / pairs(itemsOfUsers.size());
  }

  private static double pairs(int n) {
    return n * (n - 1.0) / 2;
  }
}
