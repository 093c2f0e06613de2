package io.flyball.jobs.runtime;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;

/**
 * Records of one key that wait for an event time, in keyed state. What a record meets when it is
 * taken is then a function of those times alone, not of how fast the input was read.
 *
 * <p>The first records of a time are one list; those after them are kept in parts of the same
 * bounded length, so that one more record costs the same however many wait for one time. Cost: two
 * accesses to state to keep a record, two to take those of a time.
 */
public final class DueRecords<T> {
  private static final int PART = 64;

  private final MapStateStore<Long, List<T>> first;
  private final MapStateStore<Long, Integer> counts;
  private final MapStateStore<String, List<T>> parts;
  private final Comparator<T> order;

  /**
   * @param state name of the keyed state of the parts; their number has {@code -counts} added, what
   *     comes before them {@code -first}
   * @param type of the records, none of which is ever changed
   * @param order of records that wait for one time; of equals the one that was kept first
   */
  public DueRecords(RuntimeContext context, String state, Class<T> type, Comparator<T> order) {
    this.first =
        new MapStateStore<>(
            context.getMapState(
                new MapStateDescriptor<>(
                    state + "-first", Types.LONG, ImmutableTypeInfo.listOf(type))));
    this.counts =
        new MapStateStore<>(
            context.getMapState(
                new MapStateDescriptor<>(state + "-counts", Types.LONG, Types.INT)));
    this.parts =
        new MapStateStore<>(
            context.getMapState(
                new MapStateDescriptor<>(
                    state, ImmutableTypeInfo.TEXT, ImmutableTypeInfo.listOf(type))));
    this.order = order;
  }

  /** Keeps a record until the timer of {@code due}, which is registered. */
  public void keep(long due, T record, TimerService timers) {
    timers.registerEventTimeTimer(due);
    List<T> before = first.get(due);
    if (before != null && before.size() < PART) {
      first.put(due, with(before, record));
      return;
    }
    Integer known = counts.get(due);
    if (before == null && known == null) {
      first.put(due, List.of(record));
      return;
    }
    int count = known == null ? 0 : known;
    String part = part(due, count);
    parts.put(part, count % PART == 0 ? List.of(record) : with(parts.get(part), record));
    counts.put(due, count + 1);
  }

  private static <T> List<T> with(List<T> before, T record) {
    List<T> after = new ArrayList<>(before.size() + 1);
    after.addAll(before);
    after.add(record);
    return after;
  }

  /** The records that wait for {@code time}, in order; they are forgotten. */
  public List<T> take(long time) {
    List<T> due = first.get(time);
    if (due == null) {
      due = List.of();
    } else {
      first.remove(time);
    }
    // Parts come after a full list, or without one in savepoints from before there was one.
    if (due.isEmpty() || due.size() == PART) {
      due = withParts(due, time);
    }
    if (due.size() > 1) {
      due = new ArrayList<>(due);
      due.sort(order);
    }
    return due;
  }

  private List<T> withParts(List<T> before, long time) {
    Integer count = counts.get(time);
    if (count == null) {
      return before;
    }
    counts.remove(time);
    List<T> due = new ArrayList<>(before);
    for (int i = 0; i < count; i += PART) {
      String part = part(time, i);
      due.addAll(parts.get(part));
      parts.remove(part);
    }
    return due;
  }

  private static String part(long due, int index) {
    return due + "/" + index / PART;
  }
}
