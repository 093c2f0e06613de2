package io.flyball.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.feedback.FeedbackJob;
import io.flyball.jobs.runtime.config.Settings;
import io.flyball.schemas.Exposure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The state and the counts of a job that runs on Flink, as its REST interface tells them. */
@Timeout(300)
@SuppressWarnings("try") // the close of a MiniCluster names every exception
class LiveJobsTest {
  private static final String BROKER = SharedBroker.bootstrap();

  private static JsonNode newest(SseReader reader, String channel) {
    List<JsonNode> points = reader.points(channel);
    return points.isEmpty() ? MissingNode.getInstance() : points.get(points.size() - 1);
  }

  private static MiniCluster flink() throws Exception {
    Configuration conf = new Configuration();
    conf.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    conf.set(RestOptions.ADDRESS, "127.0.0.1");
    conf.set(RestOptions.BIND_PORT, "0");
    // Counts come with the heartbeats of task managers.
    conf.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofMillis(500));
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(conf)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(1)
                .build());
    cluster.start();
    return cluster;
  }

  private static JobGraph feedback() {
    FlyballConfig config =
        Settings.load(
            FlyballConfig.class,
            Optional.empty(),
            Map.of(),
            List.of("kafka.bootstrap=" + BROKER, "flink.checkpoint-interval=1 s"));
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(config.flink().toConfiguration());
    env.setParallelism(1);
    FeedbackJob.build(env, config);
    StreamGraph graph = env.getStreamGraph();
    graph.setJobName("feedback");
    return graph.getJobGraph();
  }

  @Test
  void aRunningJobIsShownWithItsCheckpointItsCountsAndItsEquations() throws Exception {
    String user = "jobs-" + UUID.randomUUID();
    List<Exposure> exposures = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      exposures.add(
          Exposure.newBuilder()
              .setId(user + "/" + i)
              .setTime(Instant.now())
              .setUser(user)
              .setItem("shoe")
              .build());
    }
    LiveRecords.send(BROKER, "feedback.exposures", user, Exposure.class, exposures);
    try (MiniCluster cluster = flink()) {
      String address = cluster.getRestAddress().get().toString();
      cluster.submitJob(feedback()).get();
      try (GatewayRun run = GatewayRun.ready(BROKER, "gateway.flink=" + address);
          SseReader reader = SseReader.of(run, "overview,counts")) {
        reader.await(
            "a checkpoint",
            r -> newest(r, "overview").at("/jobs/list/0/checkpoint/ageMs").isNumber());
        JsonNode job = newest(reader, "overview").at("/jobs/list/0");
        assertThat(job.get("job").asText()).isEqualTo("feedback");
        assertThat(job.get("state").asText()).isEqualTo("RUNNING");
        assertThat(job.get("restarts").asLong()).isZero();
        assertThat(job.get("failure").isNull()).isTrue();
        reader.await("counts", r -> newest(r, "counts").at("/jobs/0/counts/READ").asLong() >= 20);
        JsonNode read = newest(reader, "counts").at("/jobs/0/equations/0");
        assertThat(read.get("whole").asText()).isEqualTo("read");
        assertThat(read.at("/parts/accepted exposures").asLong()).isGreaterThanOrEqualTo(20);
        reader.await(
            "it holds",
            r -> newest(r, "counts").at("/jobs/0/equations/0/state").asText().equals("holds"));
        reader.await(
            "its groups' lag",
            r -> !newest(r, "overview").at("/topics/list").findValues("group").isEmpty());
      }
    }
  }

  @Test
  void aFlinkThatDoesNotAnswerIsToldAndTheRestIsShown() {
    try (GatewayRun run = GatewayRun.ready(BROKER, "gateway.flink=http://127.0.0.1:1");
        SseReader reader = SseReader.of(run, "overview,counts")) {
      reader.await("topics", r -> newest(r, "overview").at("/topics/list").size() > 10);
      assertThat(newest(reader, "overview").at("/jobs/state").asText()).isEqualTo("unavailable");
      assertThat(newest(reader, "overview").at("/jobs/reason").asText())
          .isEqualTo("Flink at http://127.0.0.1:1 does not answer: check gateway.flink");
      reader.await("counts", r -> newest(r, "counts").at("/state").asText().equals("unavailable"));
    }
  }
}
