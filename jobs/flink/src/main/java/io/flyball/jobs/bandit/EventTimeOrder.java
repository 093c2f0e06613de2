package io.flyball.jobs.bandit;

import io.flyball.jobs.runtime.CodecTypeInfo;
import java.util.Arrays;
import java.util.Comparator;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * Holds events until event time has come to them. Those of one time are served requests first, then
 * by their ids: an order that no race decides.
 */
final class EventTimeOrder {
  private static final BanditEvent[] NONE = {};
  private static final Comparator<BanditEvent> REQUESTS_FIRST =
      Comparator.comparing((BanditEvent event) -> event.request() == null)
          .thenComparing(event -> event.request() == null ? event.reward().decisionId() : "")
          .thenComparing(
              event -> event.request() == null ? event.reward().id() : event.request().id());

  private final MapState<Long, BanditEvent[]> waiting;

  EventTimeOrder(RuntimeContext context) {
    waiting =
        context.getMapState(
            new MapStateDescriptor<>(
                "waiting", Types.LONG, new CodecTypeInfo<>(new BanditEventsCodec())));
  }

  void keep(BanditEvent event) throws Exception {
    BanditEvent[] before = waiting.get(event.time());
    BanditEvent[] after =
        before == null ? new BanditEvent[1] : Arrays.copyOf(before, before.length + 1);
    after[after.length - 1] = event;
    waiting.put(event.time(), after);
  }

  /** The events of a time, which are forgotten. */
  BanditEvent[] take(long time) throws Exception {
    BanditEvent[] events = waiting.get(time);
    if (events == null) {
      return NONE;
    }
    waiting.remove(time);
    BanditEvent[] sorted = events.clone();
    Arrays.sort(sorted, REQUESTS_FIRST);
    return sorted;
  }
}
