package io.flyball.local.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.flyball.tools.UserError;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Flink's REST interface, asked plainly: an answer that does not come, because the JobManager is
 * dead or does not lead yet, is a missing node and no failure.
 */
public final class FlinkRest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final String base;

  /**
   * @param port on loopback
   */
  public FlinkRest(int port) {
    this.base = "http://127.0.0.1:" + port;
  }

  /** TaskManagers that are registered; 0 while nobody leads. */
  public int taskManagers() {
    return get("/overview").path("taskmanagers").asInt(0);
  }

  /** The job's state, such as RUNNING; empty while nobody answers. */
  public String state(String job) {
    return get("/jobs/" + job).path("state").asText();
  }

  /** The exception that made the job fail last, as a stack trace; empty when there is none. */
  public String lastFailure(String job) {
    return get("/jobs/" + job + "/exceptions")
        .path("exceptionHistory")
        .path("entries")
        .path(0)
        .path("stacktrace")
        .asText();
  }

  public Checkpoints checkpoints(String job) {
    JsonNode all = get("/jobs/" + job + "/checkpoints");
    JsonNode latest = all.path("latest");
    return new Checkpoints(
        latest.path("completed").path("id").asLong(0),
        latest.path("completed").path("trigger_timestamp").asLong(0),
        latest.path("completed").path("end_to_end_duration").asLong(0),
        latest.path("completed").path("external_path").asText(),
        latest.path("restored").path("restore_timestamp").asLong(0),
        all.path("counts").path("failed").asLong(0));
  }

  /** The numbers that the job's operators count, summed over subtasks. */
  public Map<String, Long> counts(String job) {
    Map<String, Long> counts = new TreeMap<>();
    for (JsonNode one : get("/jobs/" + job + "/accumulators").path("user-task-accumulators")) {
      if (one.path("type").asText().equals("LongCounter")) {
        counts.put(one.path("name").asText(), one.path("value").asLong());
      }
    }
    return counts;
  }

  /** Asks the job to end as it is; its newest checkpoint stays. */
  public void cancel(String job) {
    send(
        HttpRequest.newBuilder(URI.create(base + "/jobs/" + job + "?mode=cancel"))
            .method("PATCH", HttpRequest.BodyPublishers.noBody()));
  }

  /**
   * Asks the job to stop with a savepoint.
   *
   * @param drain whether event time ends first, so that every window closes
   * @return the request to ask about with {@link #savepoint}
   * @throws UserError when it is refused
   */
  public String stop(String job, boolean drain) {
    JsonNode answer = post("/jobs/" + job + "/stop", "{\"drain\":" + drain + "}");
    String request = answer.path("request-id").asText();
    if (request.isEmpty()) {
      throw new UserError("Flink refused to stop the job: " + answer);
    }
    return request;
  }

  /** How a savepoint stands. */
  public Savepoint savepoint(String job, String request) {
    JsonNode answer = get("/jobs/" + job + "/savepoints/" + request);
    JsonNode operation = answer.path("operation");
    return new Savepoint(
        answer.path("status").path("id").asText().equals("COMPLETED"),
        operation.path("location").asText(),
        operation.path("failure-cause").path("stack-trace").asText());
  }

  /**
   * Checkpoints of a job under its present JobManager.
   *
   * @param completed id of the newest complete one; ids go on under another JobManager
   * @param triggeredAt when that one was triggered, epoch ms
   * @param tookMs how long it took
   * @param path where it is kept; empty when there is none
   * @param restoredAt when the job last went back to a checkpoint, epoch ms; 0 never
   * @param failed how many were given up
   */
  public record Checkpoints(
      long completed, long triggeredAt, long tookMs, String path, long restoredAt, long failed) {}

  /**
   * A savepoint that was asked for.
   *
   * @param done whether it ended, well or not
   * @param location where it is; empty while it is not done or when it failed
   * @param failure the stack trace when it failed; empty otherwise
   */
  public record Savepoint(boolean done, String location, String failure) {}

  private JsonNode get(String path) {
    return send(HttpRequest.newBuilder(URI.create(base + path)).GET());
  }

  private JsonNode post(String path, String body) {
    return send(
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private JsonNode send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer =
          client.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      return MissingNode.getInstance();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("interrupted while asking Flink", e);
    }
  }
}
