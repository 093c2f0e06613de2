package io.flyball.jobs.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.config.Settings;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

class GateJobTest {
  /** A verdict waits for event time and for buffers at each exchange. */
  @Test
  void eventTimeAndBuffersPassEveryFewMilliseconds() {
    FlyballConfig config =
        Settings.load(
            FlyballConfig.class, Optional.empty(), Map.of(), List.of("gate.flush-every=7 ms"));
    var env = StreamExecutionEnvironment.getExecutionEnvironment(config.flink().toConfiguration());
    GateJob.build(env, config);
    assertThat(env.getBufferTimeout()).isEqualTo(7);
    assertThat(env.getConfig().getAutoWatermarkInterval()).isEqualTo(7);
  }

  /** Without an id of its own an operator's state is lost at the next change of the job. */
  @Test
  void everyOperatorHasItsUid() throws IllegalAccessException {
    FlyballConfig config =
        Settings.load(
            FlyballConfig.class,
            Optional.empty(),
            Map.of(),
            List.of(
                "offline.folder=file:///tmp/log",
                "gate.http-critic.url=http://localhost:1/",
                "gate.trust-topic=loop.metrics"));
    var env = StreamExecutionEnvironment.getExecutionEnvironment(config.flink().toConfiguration());
    GateJob.build(env, config);
    List<String> uids = new ArrayList<>();
    StreamGraph graph = env.getStreamGraph(false);
    for (StreamNode node : graph.getStreamNodes()) {
      uids.add(node.getTransformationUID());
    }
    for (Field constant : GateUids.class.getFields()) {
      String uid = (String) constant.get(null);
      assertThat(uids).anyMatch(found -> found != null && found.endsWith(uid));
    }
    // Fails for an operator without a uid, because the configuration forbids to make one up.
    assertThat(graph.getJobGraph().getNumberOfVertices()).isPositive();
  }
}
