package io.flyball.jobs.loop;

import io.flyball.jobs.runtime.Tally;
import java.util.Iterator;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Lets the first record of an id pass and counts its copies; a record that differs under the same
 * id is the feedback job's to report. An id is forgotten with the end of the pane in which a copy
 * would be too late to be accepted, so that one timer serves all ids of a user and a pane.
 */
final class DeduplicateFunction extends KeyedProcessFunction<Long, Touch, Touch>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1;

  private final Panes panes;
  private final long lateness;
  private transient Tally tally;
  private transient MapState<Long, Long> seen;

  DeduplicateFunction(LoopConfig config) {
    this.panes = config.panes();
    this.lateness = config.lateness().toMillis();
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    tally = new Tally(LoopTopology.JOB);
    tally.restore(getRuntimeContext(), context);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    tally.snapshot();
  }

  @Override
  public void open(OpenContext context) {
    seen =
        getRuntimeContext().getMapState(new MapStateDescriptor<>("seen", Types.LONG, Types.LONG));
  }

  @Override
  public void processElement(Touch touch, Context context, Collector<Touch> out) throws Exception {
    if (seen.contains(touch.id())) {
      tally.add(LoopCount.DUPLICATES, 1);
      return;
    }
    long until = panes.last(panes.of(touch.time() + lateness));
    seen.put(touch.id(), until);
    context.timerService().registerEventTimeTimer(until);
    out.collect(touch);
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Touch> out) throws Exception {
    Iterator<Map.Entry<Long, Long>> all = seen.iterator();
    while (all.hasNext()) {
      if (all.next().getValue() <= time) {
        all.remove();
      }
    }
  }
}
