package io.flyball.core.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Ids to look at when event time has come so far. Times are rounded up to a grid, so that many
 * decisions share one timer, and ids are kept in parts of bounded length, so that one more id costs
 * the same however many there are.
 */
public final class DeadlineIndex {
  private static final int PART = 64;
  private static final int STEPS = 64;

  private final Store<Long, Integer> slots;
  private final Store<String, String[]> agenda;
  private final LongConsumer wake;

  /**
   * @param slots by time: how many ids, where they fill more than one part
   * @param agenda by time and part: the ids
   * @param wake called with a time at which the first id is noted: set a timer
   */
  public DeadlineIndex(
      Store<Long, Integer> slots, Store<String, String[]> agenda, LongConsumer wake) {
    this.slots = slots;
    this.agenda = agenda;
    this.wake = wake;
  }

  /**
   * Notes an id, to be taken not before {@code time}.
   *
   * @param window the waiting time, a 64th of which is the grid
   */
  public void note(String id, long time, long window) {
    long grid = Math.max(1, window / STEPS);
    long at = time % grid == 0 ? time : time - Math.floorMod(time, grid) + grid;
    String[] first = agenda.get(key(at, 0));
    if (first == null) {
      wake.accept(at);
      agenda.put(key(at, 0), new String[] {id});
    } else if (first.length < PART) {
      agenda.put(key(at, 0), with(first, id));
    } else {
      crowded(id, at);
    }
  }

  /** Only where there is more than one part, its ids are counted. */
  private void crowded(String id, long at) {
    Integer before = slots.get(at);
    int count = before == null ? PART : before;
    String key = key(at, count / PART);
    agenda.put(key, count % PART == 0 ? new String[] {id} : with(agenda.get(key), id));
    slots.put(at, count + 1);
  }

  private static String[] with(String[] part, String id) {
    String[] longer = Arrays.copyOf(part, part.length + 1);
    longer[part.length] = id;
    return longer;
  }

  /** What is due at a time, in the order in which it was noted; it is forgotten. */
  public List<String> take(long time) {
    String[] first = agenda.get(key(time, 0));
    if (first == null) {
      return List.of();
    }
    agenda.remove(key(time, 0));
    Integer count = first.length < PART ? null : slots.get(time);
    if (count == null) {
      return Arrays.asList(first);
    }
    List<String> due = new ArrayList<>(Arrays.asList(first));
    for (int part = 1; part * PART < count; part++) {
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
