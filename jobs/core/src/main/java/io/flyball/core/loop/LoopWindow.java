package io.flyball.core.loop;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The interactions of one window, or of all the past: which user met which item how often.
 *
 * <p>Additions can be retracted and parts can be merged, in any order, with the same result. Cost:
 * O(1) per addition, O(events of the user) per retraction. An event without user counts for all
 * item metrics and for no user metric.
 */
public final class LoopWindow {
  private final ItemCounts items = new ItemCounts();
  private final Map<Long, List<Long>> itemsOfUser = new HashMap<>();

  public void add(long user, long item) {
    items.add(item);
    itemsOfUser.computeIfAbsent(user, key -> new ArrayList<>(2)).add(item);
  }

  public void addWithoutUser(long item) {
    items.add(item);
  }

  /** Takes an event back; one that was not added is an {@link IllegalArgumentException}. */
  public void retract(long user, long item) {
    List<Long> own = itemsOfUser.get(user);
    int at = own == null ? -1 : own.indexOf(item);
    if (at < 0) {
      throw new IllegalArgumentException("user " + user + " has no event on item " + item);
    }
    own.set(at, own.get(own.size() - 1));
    own.remove(own.size() - 1);
    if (own.isEmpty()) {
      itemsOfUser.remove(user);
    }
    items.retract(item);
  }

  /** Adds all events of another window. */
  public void merge(LoopWindow other) {
    items.merge(other.items);
    other.itemsOfUser.forEach(
        (user, own) -> itemsOfUser.computeIfAbsent(user, key -> new ArrayList<>(2)).addAll(own));
  }

  /** How often each item occurred; to be read, not changed. */
  public ItemCounts items() {
    return items;
  }

  /** The items of each user, one entry per event. */
  public Map<Long, List<Long>> itemsOfUser() {
    return Collections.unmodifiableMap(itemsOfUser);
  }
}
