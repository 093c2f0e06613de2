package io.flyball.bench;

import io.flyball.jobs.deployment.FlyballConfig;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A peer on Flink.
 *
 * @param name in the names of groups and transactions
 * @param answers the topic that it writes to
 * @param job its operators
 */
record FlinkPeer(String name, String answers, Job job) implements JobUnderTest {

  /** Puts operators between topics. */
  interface Job {
    void build(StreamExecutionEnvironment env, PeerEnds ends, String output);
  }

  @Override
  public void build(StreamExecutionEnvironment env, FlyballConfig config) {
    job.build(env, new PeerEnds(config, name), answers);
  }

  @Override
  public long processed(Map<String, Object> accumulators) {
    return Subject.count(accumulators, PeerEnds.READ);
  }
}
