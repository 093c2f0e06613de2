package io.flyball.core.bandit.serve;

import io.flyball.core.feedback.Store;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Ids to look at when event time has come so far. Times are rounded up to a grid, so that many
 * decisions share one timer, and ids are kept in parts of bounded length, so that one more id costs
 * the same however many there are.
 */
final class Calendar {
  private static final int PART = 64;
  private static final int STEPS = 64;

  private final Store<Long, Integer> slots;
  private final Store<String, String[]> agenda;

  Calendar(ServingState state) {
    this.slots = state.slots();
    this.agenda = state.agenda();
  }

  /**
   * Notes an id.
   *
   * @param window the waiting time, a 64th of which is the grid
   * @return when to look, not before {@code time}
   */
  long note(String id, long time, long window) {
    long grid = Math.max(1, window / STEPS);
    long at = time % grid == 0 ? time : time - Math.floorMod(time, grid) + grid;
    Integer before = slots.get(at);
    int count = before == null ? 0 : before;
    String key = key(at, count / PART);
    String[] part = count % PART == 0 ? new String[0] : agenda.get(key);
    String[] longer = Arrays.copyOf(part, part.length + 1);
    longer[part.length] = id;
    agenda.put(key, longer);
    slots.put(at, count + 1);
    return at;
  }

  /** What is due at a time, in the order in which it was noted; it is forgotten. */
  List<String> take(long time) {
    Integer count = slots.get(time);
    List<String> due = new ArrayList<>();
    for (int part = 0; count != null && part * PART < count; part++) {
      String key = key(time, part);
      due.addAll(Arrays.asList(agenda.get(key)));
      agenda.remove(key);
    }
    slots.remove(time);
    return due;
  }

  private static String key(long time, int part) {
    return time + "/" + part;
  }
}
