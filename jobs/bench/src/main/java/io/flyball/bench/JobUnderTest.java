package io.flyball.bench;

import io.flyball.jobs.runtime.FlyballConfig;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A job that reads the two feedback topics and can say how far it is. */
public interface JobUnderTest {
  String name();

  /** The topic that its answer to a signal goes to. */
  String outputTopic();

  void build(StreamExecutionEnvironment env, FlyballConfig config);

  /** Input records that the job is done with, from its accumulators. */
  long processed(Map<String, Object> accumulators);
}
