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
 * <p>Lists are kept in parts of bounded length, so that one more record costs the same however many
 * wait for one time.
 */
public final class DueRecords<T> {
  private static final int PART = 64;

  private final MapStateStore<Long, Integer> counts;
  private final MapStateStore<String, List<T>> parts;
  private final Comparator<T> order;

  /**
   * @param state name of the keyed state; a second one has {@code -counts} added
   * @param type of the records, none of which is ever changed
   * @param order of records that wait for one time; of equals the one that was kept first
   */
  public DueRecords(RuntimeContext context, String state, Class<T> type, Comparator<T> order) {
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
    Integer known = counts.get(due);
    int count = known == null ? 0 : known;
    String part = part(due, count);
    List<T> after = new ArrayList<>();
    if (count % PART != 0) {
      after.addAll(parts.get(part));
    }
    after.add(record);
    parts.put(part, after);
    counts.put(due, count + 1);
    timers.registerEventTimeTimer(due);
  }

  /** The records that wait for {@code time}, in order; they are forgotten. */
  public List<T> take(long time) {
    Integer count = counts.get(time);
    if (count == null) {
      return List.of();
    }
    counts.remove(time);
    List<T> due = new ArrayList<>(count);
    for (int first = 0; first < count; first += PART) {
      String part = part(time, first);
      due.addAll(parts.get(part));
      parts.remove(part);
    }
    due.sort(order);
    return due;
  }

  private static String part(long due, int index) {
    return due + "/" + index / PART;
  }
}
