package io.flyball.gateway.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks Flink's REST interface of a cluster. */
final class FlinkRest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final String base;

  /**
   * A job that runs, or ran.
   *
   * @param since when its state began, epoch ms
   */
  record Job(String id, String name, String state, long since) {}

  FlinkRest(String address) {
    this.base = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
  }

  /** The cluster's jobs, newest first. */
  List<Job> jobs() throws IOException {
    List<Job> jobs = new ArrayList<>();
    for (JsonNode job : get("/jobs/overview").path("jobs")) {
      jobs.add(
          new Job(
              job.path("jid").asText(),
              job.path("name").asText(),
              job.path("state").asText(),
              job.path("last-modification").asLong()));
    }
    return jobs;
  }

  /** An answer. */
  JsonNode get(String path) throws IOException {
    try {
      var request = HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE).GET();
      var answer = client.send(request.build(), BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new IOException("Flink at " + base + " answers " + answer.statusCode());
      }
      return JSON.readTree(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** What to tell of a failure. */
  String sentence(IOException failure) {
    String said = failure.getMessage();
    return said != null && said.startsWith("Flink at")
        ? said
        : "Flink at " + base + " does not answer: check gateway.flink";
  }
}
