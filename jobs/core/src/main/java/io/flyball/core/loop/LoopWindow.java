package io.flyball.core.loop;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * The interactions of one window, or of all the past: which user met which item how often.
 *
 * <p>Additions can be retracted and parts can be merged, in any order, with the same result. Cost:
 * O(1) per addition, O(events of the user) per retraction. An event without user counts for all
 * item metrics and for no user metric.
 */
public final class LoopWindow {
  private final ItemCounts items = new ItemCounts();
  private final Map<Long, Items> itemsOfUser = new HashMap<>();

  public void add(long user, long item) {
    items.add(item);
    itemsOfUser.computeIfAbsent(user, key -> new Items()).append(item);
  }

  public void addWithoutUser(long item) {
    items.add(item);
  }

  /** Takes an event back; one that was not added is an {@link IllegalArgumentException}. */
  public void retract(long user, long item) {
    Items own = itemsOfUser.get(user);
    if (own == null || !own.takeOut(item)) {
      throw new IllegalArgumentException("user " + user + " has no event on item " + item);
    }
    if (own.isEmpty()) {
      itemsOfUser.remove(user);
    }
    items.retract(item);
  }

  /** Adds all events of another window. */
  public void merge(LoopWindow other) {
    items.merge(other.items);
    other.itemsOfUser.forEach(
        (user, own) -> itemsOfUser.computeIfAbsent(user, key -> new Items()).append(own));
  }

  /** How often each item occurred; to be read, not changed. */
  public ItemCounts items() {
    return items;
  }

  /** The items of each user, one entry per event; views that cannot be changed. */
  public Map<Long, List<Long>> itemsOfUser() {
    return Collections.unmodifiableMap(itemsOfUser);
  }

  /** A list of primitives: a window holds millions. */
  private static final class Items extends AbstractList<Long> implements RandomAccess {
    private long[] items = new long[2];
    private int size;

    void append(long item) {
      if (size == items.length) {
        items = Arrays.copyOf(items, size * 2);
      }
      items[size++] = item;
    }

    void append(Items other) {
      if (size + other.size > items.length) {
        items = Arrays.copyOf(items, Math.max(size + other.size, size * 2));
      }
      System.arraycopy(other.items, 0, items, size, other.size);
      size += other.size;
    }

    boolean takeOut(long item) {
      for (int i = 0; i < size; i++) {
        if (items[i] == item) {
          items[i] = items[--size];
          return true;
        }
      }
      return false;
    }

    @Override
    public Long get(int index) {
      return items[Objects.checkIndex(index, size)];
    }

    @Override
    public int size() {
      return size;
    }
  }
}
