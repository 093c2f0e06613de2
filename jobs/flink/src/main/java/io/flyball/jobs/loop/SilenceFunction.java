package io.flyball.jobs.loop;

import io.flyball.core.record.Alert;
import io.flyball.core.record.ControlUpdate;
import io.flyball.jobs.runtime.ControlRecord;
import io.flyball.jobs.runtime.Counting;
import io.flyball.jobs.runtime.Tally;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keeps back the alerts that control has silenced, and counts them. The highest version of an
 * update wins, whatever the order of arrival.
 */
final class SilenceFunction extends BroadcastProcessFunction<Alert, ControlRecord, Alert>
    implements Counting {
  private static final long serialVersionUID = 1;

  static final MapStateDescriptor<String, ControlUpdate> CONTROL =
      new MapStateDescriptor<>("control", Types.STRING, TypeInformation.of(ControlUpdate.class));

  private final Tally tally = new Tally(LoopTopology.JOB);
  private transient long version;
  private transient LoopControl current;

  @Override
  public Tally tally() {
    return tally;
  }

  @Override
  public void processElement(Alert alert, ReadOnlyContext context, Collector<Alert> out)
      throws Exception {
    ControlUpdate update = context.getBroadcastState(CONTROL).get(LoopTopology.JOB);
    long newest = update == null ? 0 : update.version();
    if (current == null || newest != version) {
      version = newest;
      current = LoopControl.of(update);
    }
    if (current.silences(alert)) {
      tally.add(LoopCount.SILENCED, 1);
    } else {
      out.collect(alert);
    }
  }

  @Override
  public void processBroadcastElement(ControlRecord in, Context context, Collector<Alert> out)
      throws Exception {
    ControlUpdate update = in.forTarget(LoopTopology.JOB);
    if (update == null) {
      return;
    }
    ControlUpdate known = context.getBroadcastState(CONTROL).get(LoopTopology.JOB);
    if (known != null && known.version() >= update.version()) {
      return;
    }
    String fault = LoopControl.fault(update);
    if (fault == null) {
      context.getBroadcastState(CONTROL).put(LoopTopology.JOB, update);
    } else if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
      out.collect(LoopControl.rejected(update, fault));
    }
  }
}
