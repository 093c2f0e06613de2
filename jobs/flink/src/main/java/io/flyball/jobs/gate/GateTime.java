package io.flyball.jobs.gate;

import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.util.clock.RelativeClock;

/**
 * Event time of records, bounded disorder. A partition from which nothing newer came for {@code
 * silence} goes on with the clock from there, so that a deadline passes although nobody sends
 * anything; while the source is held up by what is downstream, that clock stands.
 */
final class GateTime implements WatermarkStrategy<GateInput> {
  private static final long serialVersionUID = 1;
  private static final long NEVER = Long.MIN_VALUE;

  private final long bound;
  private final long silence;

  GateTime(GateConfig config) {
    this.bound = config.outOfOrderness().toMillis();
    this.silence = config.silence().toMillis();
  }

  @Override
  public TimestampAssigner<GateInput> createTimestampAssigner(
      TimestampAssignerSupplier.Context context) {
    return (in, kafkaTime) -> in.time();
  }

  @Override
  public WatermarkGenerator<GateInput> createWatermarkGenerator(
      WatermarkGeneratorSupplier.Context context) {
    return new Generator(silence == 0 ? null : context.getInputActivityClock());
  }

  private final class Generator implements WatermarkGenerator<GateInput> {
    private final RelativeClock clock;
    private long newest = NEVER;
    private long since;

    Generator(RelativeClock clock) {
      this.clock = clock;
    }

    @Override
    public void onEvent(GateInput in, long time, WatermarkOutput output) {
      if (time > newest) {
        newest = time;
        since = clock == null ? 0 : clock.relativeTimeMillis();
      }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      if (newest == NEVER) {
        return;
      }
      long silent = clock == null ? 0 : clock.relativeTimeMillis() - since - silence;
      output.emitWatermark(new Watermark(newest + Math.max(0, silent) - bound - 1));
    }
  }
}
