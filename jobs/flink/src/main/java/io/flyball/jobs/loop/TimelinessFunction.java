package io.flyball.jobs.loop;

import io.flyball.jobs.runtime.PartitionTimeliness;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Separates what is usable from dead letters, tells each part of the job what concerns it, and
 * notes by which event time a late record had arrived.
 */
final class TimelinessFunction extends PartitionTimeliness<LoopInput, Interaction, PartitionClock> {
  private static final long serialVersionUID = 1;

  static final OutputTag<OutcomeSeen> OUTCOMES =
      new OutputTag<>("outcomes", TypeInformation.of(OutcomeSeen.class));
  static final OutputTag<TurnSeen> TURNS =
      new OutputTag<>("turns", TypeInformation.of(TurnSeen.class));
  static final OutputTag<TraceSeen> TRACES =
      new OutputTag<>("traces", TypeInformation.of(TraceSeen.class));

  TimelinessFunction(LoopConfig config) {
    super(
        LoopTopology.JOB,
        PartitionClock.class,
        config.outOfOrderness(),
        config.lateness(),
        LoopCount.values());
  }

  @Override
  protected PartitionClock clock(String topic, int partition, long newest) {
    return new PartitionClock(topic, partition, newest);
  }

  @Override
  protected void take(LoopInput in, long onTime, Context context, Collector<Interaction> out) {
    long known = Math.max(in.time(), onTime);
    if (in.touch() != null) {
      out.collect(in.touch().at(onTime));
    }
    if (in.outcome() != null) {
      context.output(OUTCOMES, in.outcome().knownAt(known));
    }
    if (in.turn() != null) {
      tally().add(LoopCount.TURNS, 1);
      context.output(TURNS, in.turn().knownAt(known));
    }
    if (in.trace() != null) {
      tally().add(LoopCount.TRACED, 1);
      context.output(TRACES, in.trace().knownAt(known));
    }
  }
}
