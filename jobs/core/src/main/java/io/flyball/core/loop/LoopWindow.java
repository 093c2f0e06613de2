package io.flyball.core.loop;

import io.flyball.core.stats.LongCounts;
import java.util.Arrays;

/**
 * The interactions of one window, or of all the past: which user met which item how often.
 *
 * <p>Additions can be retracted and parts can be merged, in any order, with the same result. Cost:
 * O(1) per addition, O(events of the user) per retraction; 12 bytes an event and 21 a user, no
 * objects. An event without user counts for all item metrics and for no user metric.
 */
public final class LoopWindow {
  private static final long[] NONE = {};

  /** Receives a user's items, one entry per event, in a buffer that is used again. */
  @FunctionalInterface
  public interface UserVisitor {
    void accept(long user, long[] items, int events);
  }

  private final ItemCounts items = new ItemCounts();

  // A user's events are a chain through two columns; a link is the place of the next one plus 1.
  private final LongCounts heads = new LongCounts();
  private long[] itemAt = new long[16];
  private int[] next = new int[16];
  private int used;
  private int free;

  public void add(long user, long item) {
    items.add(item);
    chain(user, item);
  }

  private void chain(long user, long item) {
    int at = free - 1;
    if (free > 0) {
      free = next[at];
    } else {
      at = used++;
      if (at == next.length) {
        itemAt = Arrays.copyOf(itemAt, 2 * at);
        next = Arrays.copyOf(next, 2 * at);
      }
    }
    itemAt[at] = item;
    next[at] = (int) heads.put(user, at + 1);
  }

  public void addWithoutUser(long item) {
    items.add(item);
  }

  /** Takes an event back; one that was not added is an {@link IllegalArgumentException}. */
  public void retract(long user, long item) {
    int before = 0;
    int link = (int) heads.get(user);
    while (link > 0 && itemAt[link - 1] != item) {
      before = link;
      link = next[link - 1];
    }
    if (link == 0) {
      throw new IllegalArgumentException("user " + user + " has no event on item " + item);
    }
    if (before > 0) {
      next[before - 1] = next[link - 1];
    } else {
      heads.put(user, next[link - 1]);
    }
    next[link - 1] = free;
    free = link;
    items.retract(item);
  }

  /** Adds all events of another window. */
  public void merge(LoopWindow other) {
    items.merge(other.items);
    other.heads.forEach(
        (user, head) -> {
          for (int link = (int) head; link > 0; link = other.next[link - 1]) {
            chain(user, other.itemAt[link - 1]);
          }
        });
  }

  /** How often each item occurred; to be read, not changed. */
  public ItemCounts items() {
    return items;
  }

  /** Number of users with an event. */
  public int users() {
    return heads.size();
  }

  /** Visits every user once, in ascending order. */
  public void forEachUser(UserVisitor visitor) {
    long[] users = new long[heads.size()];
    int[] filled = {0};
    heads.forEach((user, head) -> users[filled[0]++] = user);
    Arrays.sort(users);
    long[] buffer = new long[16];
    for (long user : users) {
      int events = 0;
      for (int link = (int) heads.get(user); link > 0; link = next[link - 1]) {
        if (events == buffer.length) {
          buffer = Arrays.copyOf(buffer, 2 * events);
        }
        buffer[events++] = itemAt[link - 1];
      }
      visitor.accept(user, buffer, events);
    }
  }

  /** The items of a user, one entry per event; none where it has no event. */
  public long[] itemsOf(long user) {
    int events = 0;
    int head = (int) heads.get(user);
    for (int link = head; link > 0; link = next[link - 1]) {
      events++;
    }
    if (events == 0) {
      return NONE;
    }
    long[] own = new long[events];
    for (int link = head; link > 0; link = next[link - 1]) {
      own[--events] = itemAt[link - 1];
    }
    return own;
  }
}
