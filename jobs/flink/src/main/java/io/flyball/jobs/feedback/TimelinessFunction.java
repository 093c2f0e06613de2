package io.flyball.jobs.feedback;

import io.flyball.core.feedback.FeedbackCount;
import io.flyball.jobs.runtime.PartitionTimeliness;
import org.apache.flink.util.Collector;

/** Separates what is usable from dead letters, and marks what is late. */
final class TimelinessFunction extends PartitionTimeliness<Ingested, PackedEvent, PartitionClock> {
  private static final long serialVersionUID = 1;

  TimelinessFunction(FeedbackConfig config) {
    super(
        FeedbackTopology.JOB,
        PartitionClock.class,
        config.outOfOrderness(),
        config.lateness(),
        FeedbackCount.values());
  }

  @Override
  protected PartitionClock clock(String topic, int partition, long newest) {
    return new PartitionClock(topic, partition, newest);
  }

  @Override
  protected void take(Ingested in, long onTime, Context context, Collector<PackedEvent> out) {
    out.collect(PackedEvent.of(in, Math.max(in.time(), onTime)));
  }
}
