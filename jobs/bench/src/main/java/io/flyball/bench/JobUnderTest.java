package io.flyball.bench;

import io.flyball.jobs.deployment.FlyballConfig;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A job that can say how far it is: the subject of a benchmark, or the floor. */
interface JobUnderTest {
  String name();

  /** The topic that its answers go to. */
  String answers();

  void build(StreamExecutionEnvironment env, FlyballConfig config);

  /** Input records that the job is done with, from its accumulators. */
  long processed(Map<String, Object> accumulators);

  /** The subject itself. */
  static JobUnderTest of(Subject subject) {
    return new JobUnderTest() {
      @Override
      public String name() {
        return subject.name();
      }

      @Override
      public String answers() {
        return subject.answers();
      }

      @Override
      public void build(StreamExecutionEnvironment env, FlyballConfig config) {
        subject.build(env, config);
      }

      @Override
      public long processed(Map<String, Object> accumulators) {
        return subject.processed(accumulators);
      }
    };
  }
}
