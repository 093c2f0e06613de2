package io.flyball.bench;

import io.flyball.core.feedback.FeedbackCount;
import io.flyball.jobs.feedback.FeedbackJob;
import io.flyball.jobs.feedback.FeedbackTopology;
import io.flyball.jobs.runtime.FlyballConfig;
import io.flyball.jobs.runtime.Tally;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The feedback job, whole. A record is done once it was attributed, dropped or refused. */
record FeedbackUnderTest() implements JobUnderTest {
  private static final List<FeedbackCount> DONE =
      List.of(
          FeedbackCount.ACCEPTED_EXPOSURES,
          FeedbackCount.ACCEPTED_SIGNALS,
          FeedbackCount.DUPLICATES,
          FeedbackCount.CONFLICTS,
          FeedbackCount.DEAD_LETTERS);

  @Override
  public String name() {
    return FeedbackTopology.JOB;
  }

  @Override
  public String outputTopic() {
    return "feedback.attributed";
  }

  @Override
  public void build(StreamExecutionEnvironment env, FlyballConfig config) {
    FeedbackJob.build(env, config);
  }

  @Override
  public long processed(Map<String, Object> accumulators) {
    return DONE.stream().mapToLong(count -> count(accumulators, count)).sum();
  }

  /**
   * Fails when the job did not do what the load asks for: a rate of wrong answers is no rate.
   *
   * @throws IllegalStateException naming the first count that is wrong
   */
  static void verify(Map<String, Object> accumulators, LoadCounts load) {
    require(accumulators, FeedbackCount.READ, load.records());
    require(accumulators, FeedbackCount.ACCEPTED_EXPOSURES, load.exposures());
    require(accumulators, FeedbackCount.ACCEPTED_SIGNALS, load.signals());
    require(accumulators, FeedbackCount.DUPLICATES, load.copies());
    require(accumulators, FeedbackCount.LATE, 0);
  }

  private static void require(Map<String, Object> found, FeedbackCount count, long expected) {
    long value = count(found, count);
    if (value != expected) {
      throw new IllegalStateException(
          "the job counted %s = %d where the load has %d".formatted(count, value, expected));
    }
  }

  private static long count(Map<String, Object> accumulators, FeedbackCount count) {
    String name = Tally.accumulator(FeedbackTopology.JOB, count.name());
    return (Long) accumulators.getOrDefault(name, 0L);
  }
}
