package io.flyball.jobs.runtime;

import io.flyball.connectors.codec.RawRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;

/**
 * How far each partition has come in event time, in operator state. A verdict by it is the same
 * whatever the parallelism, the speed of the other partitions or the moment of a restart. The
 * watermark of an operator is behind that of every partition that moves.
 */
public final class PartitionClocks {
  private final long bound;
  private final Map<String, Map<Integer, Long>> newest = new HashMap<>();
  private final ListState<Map<String, Long>> state;

  /**
   * To be made in {@code initializeState}.
   *
   * @param bound how far a partition's records may be out of order, ms
   */
  public PartitionClocks(FunctionInitializationContext context, long bound) throws Exception {
    this.bound = bound;
    // Union: after a rescale any subtask may read any partition.
    this.state =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>("partition-clocks", Types.MAP(Types.STRING, Types.LONG)));
    for (Map<String, Long> clocks : state.get()) {
      clocks.forEach(
          (partition, time) -> {
            int slash = partition.lastIndexOf('/');
            int number = Integer.parseInt(partition.substring(slash + 1));
            advance(partition.substring(0, slash), number, time);
          });
    }
  }

  /** To be called in {@code snapshotState}. */
  public void snapshot() throws Exception {
    Map<String, Long> clocks = new HashMap<>();
    newest.forEach(
        (topic, partitions) ->
            partitions.forEach((number, time) -> clocks.put(topic + "/" + number, time)));
    state.update(List.of(clocks));
  }

  /** The event time before which a record of the partition is late, once it has got this one. */
  public long advance(RawRecord raw, long time) {
    return advance(raw.topic(), raw.partition(), time) - bound;
  }

  private long advance(String topic, int partition, long time) {
    return newest.computeIfAbsent(topic, t -> new HashMap<>()).merge(partition, time, Math::max);
  }
}
