package io.flyball.core.bandit.ope;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A slate of a log: each position is a decision among the arms that were left for it.
 *
 * @param id of the request; empty where the log has none
 * @param positions from the top, at least one
 * @param global whether the reward is one for the slate as a whole, which then is that of the last
 *     position, and 0 before
 */
public record LoggedSlate(String id, List<LogRow> positions, boolean global) {

  /** Reward of the slate. */
  public double reward() {
    return positions.stream().mapToDouble(row -> row.decision().reward()).sum();
  }

  /**
   * Rewards by position; those of positions that the slate lacks are 0.
   *
   * @param count of positions, at least those of the slate
   * @param low smallest possible reward of a position, or of a slate that has one for all
   * @param high largest possible one
   */
  double[] rewards(int count, double low, double high) {
    double[] rewards = new double[count];
    int last = positions.size() - 1;
    for (int l = 0; l <= last; l++) {
      double reward = positions.get(l).decision().reward();
      if (!(reward >= low && reward <= high) && !(global && l < last)) {
        throw new IllegalArgumentException(
            "a reward must lie in [" + low + ", " + high + "], found " + reward);
      }
      rewards[l] = reward;
    }
    return rewards;
  }

  /**
   * How the positions share their arms.
   *
   * @return 1 where each has arms of its own, 0 where each has the first one's arms but those above
   *     it, -1 for anything else
   */
  int sharing() {
    boolean apart = true;
    boolean ranking = true;
    Set<String> left = new HashSet<>(List.of(positions.get(0).decision().arms()));
    Set<String> all = new HashSet<>();
    for (LogRow row : positions) {
      Set<String> arms = Set.of(row.decision().arms());
      for (String arm : arms) {
        apart &= all.add(arm);
      }
      ranking &= arms.equals(left);
      left.remove(row.decision().arm());
    }
    return apart ? 1 : ranking ? 0 : -1;
  }
}
