package io.flyball.jobs.dataloop;

import io.flyball.core.dataloop.LoopRates;
import io.flyball.jobs.runtime.Counting;
import io.flyball.jobs.runtime.Tally;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Counts the samples of each source and capability, and tells their rate at the end of each window
 * that had any.
 *
 * <p>State: the windows that are open, and the counts so far until {@code dataloop.forget} without
 * a sample.
 */
final class RatesFunction extends KeyedProcessFunction<String, RateEvent, RateRow>
    implements Counting {
  private static final long serialVersionUID = 1;
  private static final PrimitiveArrayTypeInfo<long[]> COUNTS =
      PrimitiveArrayTypeInfo.LONG_PRIMITIVE_ARRAY_TYPE_INFO;

  private final long window;
  private final long forget;
  private final Tally tally = new Tally(DataloopTopology.JOB);

  /** Samples and those that are a yes, by the end of the window. */
  private transient MapState<Long, long[]> panes;

  /** The same so far, and the end of the last window. */
  private transient ValueState<long[]> totals;

  RatesFunction(DataloopConfig config) {
    window = config.samples().window().toMillis();
    forget = config.forget().toMillis();
  }

  @Override
  public Tally tally() {
    return tally;
  }

  @Override
  public void open(OpenContext context) {
    panes = getRuntimeContext().getMapState(new MapStateDescriptor<>("panes", Types.LONG, COUNTS));
    totals = getRuntimeContext().getState(new ValueStateDescriptor<>("totals", COUNTS));
  }

  @Override
  public void processElement(RateEvent event, Context context, Collector<RateRow> out)
      throws Exception {
    long end = (Math.floorDiv(event.time(), window) + 1) * window;
    long[] pane = panes.get(end);
    if (pane == null) {
      pane = new long[2];
      context.timerService().registerEventTimeTimer(end - 1);
    }
    panes.put(end, new long[] {pane[0] + 1, pane[1] + (event.yes() ? 1 : 0)});
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<RateRow> out) throws Exception {
    long[] pane = panes.get(time + 1);
    long[] before = totals.value();
    boolean forgotten = before != null && before[2] + forget <= time + 1;
    if (pane == null) {
      if (forgotten) {
        totals.clear();
      }
      return;
    }
    panes.remove(time + 1);
    long[] counts = before == null || forgotten ? new long[3] : before.clone();
    counts[0] += pane[0];
    counts[1] += pane[1];
    counts[2] = time + 1;
    totals.update(counts);
    context.timerService().registerEventTimeTimer(time + forget);
    String scope = context.getCurrentKey();
    LoopRates.Rate rate =
        scope.startsWith("noise/")
            ? LoopRates.share(counts[1], counts[0])
            : LoopRates.posterior(counts[1], counts[0]);
    tally.add(DataloopCount.RATE_WINDOWS, 1);
    out.collect(
        new RateRow(scope, time + 1, counts[0], pane[0], rate.rate(), rate.low(), rate.high()));
  }
}
