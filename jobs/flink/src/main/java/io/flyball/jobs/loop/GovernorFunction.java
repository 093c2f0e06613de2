package io.flyball.jobs.loop;

import io.flyball.core.loop.Governor;
import io.flyball.core.record.ControlUpdate;
import io.flyball.jobs.runtime.ControlRecord;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * The governor of one scope: reads its metric of each tumbling window, and publishes the weight by
 * which a re-ranker shall demote. Corrections of a window are not acted on again. The version of an
 * update is the window's end in ms, so that the newest window wins.
 *
 * <p>State: the weight; gone when the scope was not heard of for as long as the past reaches.
 */
final class GovernorFunction
    extends KeyedBroadcastProcessFunction<String, MetricRow, ControlRecord, ControlUpdate> {
  private static final long serialVersionUID = 1;

  private final GovernorConfig config;
  private final long keep;
  private transient ValueState<Double> weight;
  private transient ValueState<Long> newest;

  GovernorFunction(LoopConfig config) {
    this.config = config.governor();
    this.keep = config.past().toMillis() + config.window().toMillis();
  }

  @Override
  public void open(OpenContext context) {
    weight = getRuntimeContext().getState(new ValueStateDescriptor<>("weight", Types.DOUBLE));
    newest = getRuntimeContext().getState(new ValueStateDescriptor<>("newest", Types.LONG));
  }

  @Override
  public void processElement(MetricRow row, ReadOnlyContext context, Collector<ControlUpdate> out)
      throws Exception {
    Long last = newest.value();
    if (last != null && last >= row.windowEnd()) {
      return;
    }
    newest.update(row.windowEnd());
    context.timerService().registerEventTimeTimer(row.windowEnd() + keep);
    LoopControl control =
        LoopControl.of(context.getBroadcastState(SilenceFunction.CONTROL).get(LoopTopology.JOB));
    if (!control.governorOn()) {
      return;
    }
    double target = control.target() == null ? config.target() : control.target();
    // Over by then, whether the timer has fired or not.
    boolean over = last != null && row.windowEnd() > last + keep;
    Double before = over ? null : weight.value();
    Governor governor =
        before == null
            ? new Governor(config.rules(target))
            : new Governor(config.rules(target), before);
    Governor.Command command = governor.update(row.value());
    weight.update(command.weight());
    if (command.acting()) {
      out.collect(update(row, command));
    }
  }

  private ControlUpdate update(MetricRow row, Governor.Command command) {
    return new ControlUpdate(
        config.controls() + "/" + row.scope(),
        row.windowEnd(),
        row.windowEnd(),
        Map.of(config.parameter(), Double.toString(command.weight())),
        LoopTopology.JOB);
  }

  @Override
  public void processBroadcastElement(
      ControlRecord in, Context context, Collector<ControlUpdate> out) throws Exception {
    ControlUpdate update = in.forTarget(LoopTopology.JOB);
    ControlUpdate known = context.getBroadcastState(SilenceFunction.CONTROL).get(LoopTopology.JOB);
    boolean newer = update != null && (known == null || known.version() < update.version());
    // What cannot be applied is reported where alerts are silenced, once.
    if (newer && LoopControl.fault(update) == null) {
      context.getBroadcastState(SilenceFunction.CONTROL).put(LoopTopology.JOB, update);
    }
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<ControlUpdate> out)
      throws Exception {
    Long last = newest.value();
    if (last != null && last + keep <= time) {
      weight.clear();
      newest.clear();
    }
  }
}
