package io.flyball.jobs.runtime;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Event time of inputs that steer a job or close its loop. Such an input must never hold back the
 * event time of the data: its watermark is the end of time from the start. Idleness would not do,
 * because a busy loop is not idle.
 */
public final class SideInputs {
  private SideInputs() {}

  /** A watermark strategy that never holds anything back. */
  public static <T> WatermarkStrategy<T> neverHoldBack() {
    return WatermarkStrategy.forGenerator(context -> new EndOfTime<>());
  }

  private static final class EndOfTime<T> implements WatermarkGenerator<T> {
    @Override
    public void onEvent(T event, long timestamp, WatermarkOutput output) {}

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      output.emitWatermark(Watermark.MAX_WATERMARK);
    }
  }
}
