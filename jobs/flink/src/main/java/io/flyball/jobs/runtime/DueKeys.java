package io.flyball.jobs.runtime;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.TimerService;

/**
 * Keys to look at when event time has come so far, with one timer for many of them. Times are
 * rounded up to a grid; the keys of one key group and time are listed in keyed state under a key of
 * their own, their bucket, which lies in the same key group and therefore moves with them.
 *
 * <p>Lists are kept in parts of bounded length and written when a part is full and before a
 * snapshot, so that a key costs far less than an access to state. Not for several threads.
 */
public final class DueKeys {
  private static final String BUCKET = "g/";
  private static final int PART = 64;

  /** Lets an operator work on another key than that of its record. */
  public interface KeySwitch extends Serializable {
    void to(Object key);
  }

  private final MapState<String, List<String>> parts;
  private final KeySwitch keys;
  private final long grid;
  private final int maxParallelism;
  private final String[] buckets;
  private final Map<Long, Map<Integer, Slot>> slots = new HashMap<>();

  /** The keys of one key group and time whose part is not full. */
  private static final class Slot {
    private final List<String> keys = new ArrayList<>();
    private int part;
    private boolean written = true;
  }

  /**
   * @param state name of the keyed state
   * @param grid what times are rounded up to, ms
   */
  public DueKeys(RuntimeContext context, String state, long grid, KeySwitch keys) {
    this.parts =
        context.getMapState(
            new MapStateDescriptor<>(
                state, ImmutableTypeInfo.TEXT, ImmutableTypeInfo.listOf(String.class)));
    this.keys = keys;
    this.grid = Math.max(1, grid);
    this.maxParallelism = context.getTaskInfo().getMaxNumberOfParallelSubtasks();
    this.buckets = buckets(maxParallelism);
  }

  /** For each key group the first name that lies in it. */
  private static String[] buckets(int groups) {
    String[] names = new String[groups];
    int left = groups;
    for (int i = 0; left > 0; i++) {
      String name = BUCKET + i;
      int group = KeyGroupRangeAssignment.assignToKeyGroup(name, groups);
      if (names[group] == null) {
        names[group] = name;
        left--;
      }
    }
    return names;
  }

  /** Whether a timer's key stands for many. */
  public static boolean isBucket(String key) {
    return key.startsWith(BUCKET);
  }

  /** Notes the current key, to be looked at not before {@code time}. */
  public void note(String key, long time, TimerService timers) throws Exception {
    long at = time + Math.floorMod(-time, grid);
    int group = KeyGroupRangeAssignment.assignToKeyGroup(key, maxParallelism);
    Map<Integer, Slot> groups = slots.computeIfAbsent(at, any -> new HashMap<>());
    Slot slot = groups.get(group);
    if (slot == null) {
      slot = new Slot();
      groups.put(group, slot);
      keys.to(buckets[group]);
      while (parts.contains(part(at, slot.part))) {
        slot.part++;
      }
      timers.registerEventTimeTimer(at);
      keys.to(key);
    }
    slot.keys.add(key);
    slot.written = false;
    if (slot.keys.size() == PART) {
      keys.to(buckets[group]);
      write(at, slot);
      slot.keys.clear();
      slot.part++;
      keys.to(key);
    }
  }

  /** Writes what is only in memory; call before a snapshot. */
  public void flush() throws Exception {
    for (Map.Entry<Long, Map<Integer, Slot>> time : slots.entrySet()) {
      for (Map.Entry<Integer, Slot> group : time.getValue().entrySet()) {
        if (!group.getValue().written) {
          keys.to(buckets[group.getKey()]);
          write(time.getKey(), group.getValue());
        }
      }
    }
  }

  private void write(long at, Slot slot) throws Exception {
    parts.put(part(at, slot.part), List.copyOf(slot.keys));
    slot.written = true;
  }

  /**
   * The keys noted for a time, once each; the current key is their bucket, and they are forgotten.
   */
  public Set<String> take(String bucket, long time) throws Exception {
    Set<String> due = new LinkedHashSet<>();
    List<String> part = parts.get(part(time, 0));
    for (int i = 0; part != null; part = parts.get(part(time, ++i))) {
      due.addAll(part);
      parts.remove(part(time, i));
    }
    Map<Integer, Slot> groups = slots.get(time);
    if (groups != null) {
      Slot slot = groups.remove(KeyGroupRangeAssignment.assignToKeyGroup(bucket, maxParallelism));
      if (slot != null) {
        due.addAll(slot.keys);
      }
      if (groups.isEmpty()) {
        slots.remove(time);
      }
    }
    return due;
  }

  private static String part(long time, int index) {
    return time + "/" + index;
  }
}
