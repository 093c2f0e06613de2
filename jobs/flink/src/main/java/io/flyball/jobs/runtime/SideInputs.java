package io.flyball.jobs.runtime;

import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Event time of inputs that steer a job or close its loop. Such an input must never hold back the
 * event time of the data, nor ever move it: it says of itself that it is idle, however busy it is.
 * The end of time as its watermark would not do, because once the data fall idle that is the only
 * watermark left, and every window and timer of the job would end.
 */
public final class SideInputs {
  private SideInputs() {}

  /** A watermark strategy that takes no part in event time. */
  public static <T> WatermarkStrategy<T> neverHoldBack() {
    return WatermarkStrategy.forGenerator(context -> new AlwaysIdle<>());
  }

  private static final class AlwaysIdle<T> implements WatermarkGenerator<T> {
    @Override
    public void onEvent(T event, long timestamp, WatermarkOutput output) {}

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      output.markIdle();
    }
  }
}
