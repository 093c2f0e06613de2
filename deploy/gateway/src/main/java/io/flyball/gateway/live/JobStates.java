package io.flyball.gateway.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How the jobs of all clusters are. */
final class JobStates {
  static final Set<String> JOBS =
      Set.of("feedback", "reward", "bandit", "loop", "bias", "modes", "dataloop", "gate");
  static final String NOT_CONFIGURED =
      "the state of jobs is not known: set gateway.flink to the address of Flink's REST interface";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<FlinkRest> clusters;
  private final Clock clock;

  JobStates(List<String> addresses, Clock clock) {
    this.clusters = addresses.stream().map(FlinkRest::new).toList();
    this.clock = clock;
  }

  /** {@code {"state", "reason", "list"}}; one cluster that does not answer hides no other. */
  ObjectNode ask() {
    ObjectNode node = JSON.createObjectNode();
    ArrayNode list = JSON.createArrayNode();
    String state = clusters.isEmpty() ? "off" : "live";
    String reason = clusters.isEmpty() ? NOT_CONFIGURED : null;
    for (FlinkRest cluster : clusters) {
      try {
        add(cluster, list);
      } catch (IOException e) {
        state = "unavailable";
        reason = cluster.sentence(e);
      }
    }
    return node.put("state", state).put("reason", reason).set("list", list);
  }

  private void add(FlinkRest cluster, ArrayNode list) throws IOException {
    Set<String> named = new HashSet<>();
    for (FlinkRest.Job job : cluster.jobs()) {
      // Of several runs of one name the newest counts: the list has it first.
      if (named.add(job.name())) {
        list.add(job(cluster, job));
      }
    }
  }

  private ObjectNode job(FlinkRest cluster, FlinkRest.Job job) throws IOException {
    String path = "/jobs/" + job.id();
    ObjectNode node =
        JSON.createObjectNode()
            .put("job", JOBS.contains(job.name()) ? job.name() : null)
            .put("name", job.name())
            .put("id", job.id())
            .put("state", job.state())
            .put("since", job.since());
    JsonNode restarts = cluster.get(path + "/metrics?get=numRestarts").path(0).path("value");
    if (restarts.isMissingNode()) {
      node.putNull("restarts");
    } else {
      node.put("restarts", restarts.asLong());
    }
    checkpoint(node.putObject("checkpoint"), cluster.get(path + "/checkpoints"));
    JsonNode failure =
        cluster.get(path + "/exceptions").path("exceptionHistory").path("entries").path(0);
    String trace = failure.path("stacktrace").asText("");
    node.put("failure", trace.isEmpty() ? null : trace.lines().findFirst().orElse(null));
    return node;
  }

  private void checkpoint(ObjectNode node, JsonNode all) {
    JsonNode newest = all.path("latest").path("completed");
    node.put("failed", all.path("counts").path("failed").asLong(0));
    if (newest.isMissingNode() || newest.isNull()) {
      node.putNull("id").putNull("at").putNull("ageMs").putNull("tookMs");
      return;
    }
    long at = newest.path("trigger_timestamp").asLong();
    node.put("id", newest.path("id").asLong())
        .put("at", at)
        .put("ageMs", Math.max(0, clock.millis() - at))
        .put("tookMs", newest.path("end_to_end_duration").asLong());
  }
}
