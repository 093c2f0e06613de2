package io.flyball.core.loop;

import io.flyball.core.stats.LongCounts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The latest items, their head and their core: the head is the {@code headItems} most frequent, the
 * core the fewest that have 80 % of the events, ties by ascending id, both renewed every so many
 * events from what came before, as in {@link HeadSignal}. O(1) per event, O(distinct items) per
 * renewal.
 */
final class TrailingItems {
  private static final double CORE_SHARE = 0.8;

  private final int headItems;
  private final int renewal;
  private final long[] ring;
  private final ItemCounts counts = new ItemCounts();
  private final LongCounts head = new LongCounts();
  private final LongCounts core = new LongCounts();
  private long seen;

  TrailingItems(int headItems, int window, int renewal) {
    this.headItems = headItems;
    this.renewal = renewal;
    this.ring = new long[window];
  }

  void add(long item) {
    int slot = (int) (seen++ % ring.length);
    if (seen > ring.length) {
      counts.retract(ring[slot]);
    }
    ring[slot] = item;
    counts.add(item);
    if (seen % renewal == 0) {
      renew();
    }
  }

  private void renew() {
    head.clear();
    core.clear();
    Head top = Head.top(counts, headItems);
    Head most = Head.of(counts, CORE_SHARE);
    counts.forEach(
        (item, count) -> {
          if (top.contains(item)) {
            head.add(item, 1);
          }
          if (most.contains(item)) {
            core.add(item, 1);
          }
        });
  }

  /** Whether the head and core that the next event is held against have the item. */
  boolean inHead(long item) {
    return head.get(item) > 0;
  }

  boolean inCore(long item) {
    return core.get(item) > 0;
  }

  /** Whether the next event is held against a full window. */
  boolean warm() {
    return seen >= ring.length;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(headItems);
    out.writeInt(ring.length);
    out.writeInt(renewal);
    out.writeLong(seen);
    int kept = (int) Math.min(seen, ring.length);
    for (int i = 0; i < kept; i++) {
      out.writeLong(ring[i]);
    }
    write(head, out);
    write(core, out);
  }

  static TrailingItems read(DataInput in) throws IOException {
    TrailingItems items = new TrailingItems(in.readInt(), in.readInt(), in.readInt());
    items.seen = in.readLong();
    int kept = (int) Math.min(items.seen, items.ring.length);
    for (int i = 0; i < kept; i++) {
      items.ring[i] = in.readLong();
      items.counts.add(items.ring[i]);
    }
    read(items.head, in);
    read(items.core, in);
    return items;
  }

  private static void write(LongCounts set, DataOutput out) throws IOException {
    out.writeInt(set.size());
    long[] keys = new long[set.size()];
    int[] at = {0};
    set.forEach((key, count) -> keys[at[0]++] = key);
    for (long key : keys) {
      out.writeLong(key);
    }
  }

  private static void read(LongCounts set, DataInput in) throws IOException {
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      set.add(in.readLong(), 1);
    }
  }
}
