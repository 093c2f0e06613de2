package io.flyball.jobs.gate;

import io.flyball.jobs.runtime.Counting;
import io.flyball.jobs.runtime.DueRecords;
import io.flyball.jobs.runtime.Tally;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Of the verdicts on an action lets the one pass whose rules were in force when the action was
 * proposed. Where only one version is known, it passes at once; else it waits until {@link
 * GuardFunction} has come as far in event time.
 */
final class ChoiceFunction
    extends KeyedBroadcastProcessFunction<String, VerdictRow, InForce, VerdictRow>
    implements Counting {
  private static final long serialVersionUID = 1;
  private static final int MOST = 64;

  static final MapStateDescriptor<Long, Long> IN_FORCE =
      new MapStateDescriptor<>("in-force", Types.LONG, Types.LONG);

  private final Tally tally = new Tally(GateTopology.JOB);
  private transient DueRecords<VerdictRow> waiting;

  @Override
  public Tally tally() {
    return tally;
  }

  @Override
  public void open(OpenContext context) {
    waiting =
        new DueRecords<>(
            getRuntimeContext(),
            "verdicts",
            VerdictRow.class,
            Comparator.comparing(VerdictRow::action).thenComparing(VerdictRow::rulesVersion));
  }

  @Override
  public void processElement(VerdictRow row, ReadOnlyContext context, Collector<VerdictRow> out) {
    if (row.alone()) {
      tell(row, out);
    } else {
      waiting.keep(row.time(), row, context.timerService());
    }
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<VerdictRow> out)
      throws Exception {
    List<VerdictRow> due = waiting.take(time);
    for (VerdictRow row : due) {
      if (row.rulesVersion() == at(row.proposed(), context.getBroadcastState(IN_FORCE))) {
        tell(row, out);
      }
    }
  }

  private void tell(VerdictRow row, Collector<VerdictRow> out) {
    tally.add(GateCount.VERDICTS, 1);
    tally.add(GateCount.PENDING, -1);
    out.collect(row);
  }

  private static long at(long time, ReadOnlyBroadcastState<Long, Long> inForce) throws Exception {
    long from = Long.MIN_VALUE;
    long version = 0;
    for (Map.Entry<Long, Long> entry : inForce.immutableEntries()) {
      if (entry.getKey() <= time && entry.getKey() >= from) {
        from = entry.getKey();
        version = entry.getValue();
      }
    }
    return version;
  }

  @Override
  public void processBroadcastElement(InForce in, Context context, Collector<VerdictRow> out)
      throws Exception {
    var known = context.getBroadcastState(IN_FORCE);
    known.put(in.from(), in.version());
    TreeMap<Long, Long> all = new TreeMap<>();
    for (Map.Entry<Long, Long> entry : known.entries()) {
      all.put(entry.getKey(), entry.getValue());
    }
    while (all.size() > MOST) {
      known.remove(all.pollFirstEntry().getKey());
    }
  }
}
