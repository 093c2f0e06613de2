package io.flyball.local.run;

import io.flyball.jobs.deployment.FlyballConfig;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** One job of a run: how it is built, what it reads, and how it answers for what it did. */
interface RunJob {

  /** Its name, which is also that of its counts. */
  String name();

  /** Puts it between its topics. */
  void build(StreamExecutionEnvironment env, FlyballConfig config);

  /** The topics whose records it counts as read. */
  List<String> inputs();

  /** How many records it has read from them. */
  long read(Map<String, Long> counts);

  /** What it did, checked against what a reader finds in its topics. */
  JobReport report(Map<String, Long> counts, TopicReader topics);
}
