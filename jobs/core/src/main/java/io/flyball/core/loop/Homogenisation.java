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

  /** Pairs of events on one item up to which the exact form takes about a second. */
  private static final double AFFORDABLE = 1e7;

  private static final int HASHES = 128;
  private static final long SEED = 1;

  private Homogenisation() {}

  /** Exact while that is affordable; where many users share an item, estimated by MinHash. */
  public static Estimate of(Collection<? extends Collection<Long>> itemsOfUsers) {
    Map<Long, Long> usersOfItem = new HashMap<>();
    itemsOfUsers.forEach(items -> items.forEach(item -> usersOfItem.merge(item, 1L, Long::sum)));
    double work = usersOfItem.values().stream().mapToDouble(Homogenisation::pairs).sum();
    return work <= AFFORDABLE
        ? Estimate.exact(meanJaccard(itemsOfUsers))
        : minHash(itemsOfUsers, HASHES, SEED);
  }

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
   * that share it are counted by groups, so no pair is ever formed. O(hashes x items). The standard
   * error is that of the mean over the functions, which are independent. Users without items share
   * nothing with anybody.
   *
   * @param hashes at least 2
   */
  public static Estimate minHash(
      Collection<? extends Collection<Long>> itemsOfUsers, int hashes, long seed) {
    if (hashes < 2) {
      throw new IllegalArgumentException("hashes must be >= 2, was " + hashes);
    }
    double all = pairs(itemsOfUsers.size());
    double sum = 0;
    double squares = 0;
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
      double sharing = groups.values().stream().mapToDouble(Homogenisation::pairs).sum() / all;
      sum += sharing;
      squares += sharing * sharing;
    }
    double mean = sum / hashes;
    double variance = Math.max(0, squares / hashes - mean * mean) / (hashes - 1);
    return new Estimate(mean, Math.sqrt(variance));
  }

  private static double pairs(double n) {
    return n * (n - 1.0) / 2;
  }
}
