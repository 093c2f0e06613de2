package io.flyball.tools.modes;

import io.flyball.core.modes.GapCounts;
import io.flyball.core.modes.JumpLog;
import io.flyball.tools.UserError;
import java.util.List;

/**
 * Pairs of successive looks of a log, by the gap between them.
 *
 * @param counts the pairs; gaps in {@code unit}
 * @param jumps the same where every jump is in the log, so that the first state lasts for the gap
 * @param entities that have at least one pair
 * @param simultaneous pairs left out, because no time lies between them
 * @param unit ms of a unit of time
 */
public record LogRates(
    GapCounts counts, JumpLog jumps, long entities, long simultaneous, long unit) {

  /**
   * Counts the pairs of a log.
   *
   * @param looks sorted by entity and time
   */
  public static LogRates of(List<Look> looks, StateNames states, long unit) {
    long shortest = Long.MAX_VALUE;
    long longest = 0;
    long simultaneous = 0;
    for (int i = 1; i < looks.size(); i++) {
      if (looks.get(i).entity().equals(looks.get(i - 1).entity())) {
        long gap = looks.get(i).time() - looks.get(i - 1).time();
        shortest = gap > 0 ? Math.min(shortest, gap) : shortest;
        longest = Math.max(longest, gap);
        simultaneous += gap == 0 ? 1 : 0;
      }
    }
    if (longest == 0) {
      throw new UserError(
          "no entity of the log is seen twice at different times: rates take pairs");
    }
    GapCounts counts =
        new GapCounts(
            states.names().size(), (double) shortest / unit, (double) (longest + 1) / unit);
    JumpLog jumps = new JumpLog(states.names().size());
    long entities = 0;
    String last = null;
    for (int i = 1; i < looks.size(); i++) {
      Look from = looks.get(i - 1);
      Look to = looks.get(i);
      if (to.entity().equals(from.entity()) && to.time() > from.time()) {
        int before = states.number(from.state());
        int after = states.number(to.state());
        double gap = (double) (to.time() - from.time()) / unit;
        counts.add(before, after, gap);
        jumps.add(before, after, gap);
        entities += to.entity().equals(last) ? 0 : 1;
        last = to.entity();
      }
    }
    return new LogRates(counts, jumps, entities, simultaneous, unit);
  }
}
