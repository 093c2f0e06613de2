package io.flyball.jobs.runtime;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Event time for which a partition is idle unless it moves its own time.
 *
 * <p>Flink's idleness takes every record for activity. A partition that brings only refused records
 * (stamped with the beginning of time), late ones or repetitions never moves its time and would
 * hold back all others for ever. Here such a partition goes idle like an empty one; the next record
 * that is newer than all before it ends that.
 */
public final class MovingPartitions<T> implements WatermarkStrategy<T> {
  private static final long serialVersionUID = 1;

  private final WatermarkStrategy<T> eventTime;
  private final Duration idleAfter;

  private MovingPartitions(WatermarkStrategy<T> eventTime, Duration idleAfter) {
    this.eventTime = eventTime;
    this.idleAfter = idleAfter;
  }

  /**
   * A strategy with idleness.
   *
   * @param idleAfter how long a partition may stand still; 0 for ever
   */
  public static <T> WatermarkStrategy<T> of(WatermarkStrategy<T> eventTime, Duration idleAfter) {
    return idleAfter.isZero() ? eventTime : new MovingPartitions<>(eventTime, idleAfter);
  }

  @Override
  public TimestampAssigner<T> createTimestampAssigner(TimestampAssignerSupplier.Context context) {
    return eventTime.createTimestampAssigner(context);
  }

  @Override
  public WatermarkGenerator<T> createWatermarkGenerator(
      WatermarkGeneratorSupplier.Context context) {
    return new Moving<>(eventTime.withIdleness(idleAfter).createWatermarkGenerator(context));
  }

  private static final class Moving<T> implements WatermarkGenerator<T> {
    private final WatermarkGenerator<T> withIdleness;
    private long newest = Long.MIN_VALUE;

    Moving(WatermarkGenerator<T> withIdleness) {
      this.withIdleness = withIdleness;
    }

    @Override
    public void onEvent(T event, long timestamp, WatermarkOutput output) {
      if (timestamp > newest) {
        newest = timestamp;
        withIdleness.onEvent(event, timestamp, output);
      }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      withIdleness.onPeriodicEmit(output);
    }
  }
}
