package io.flyball.gateway.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flyball.jobs.deployment.CountLaw;
import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the jobs count, by Flink's accumulators; its ring has the newest look alone.
 *
 * <p>Between operators records are on their way, counted at one end and not yet at the other. So an
 * equation is broken only when its sides differ and no count of its job has moved for three
 * heartbeats, with which Flink collects accumulators.
 */
final class CountsSource implements Feed.Source {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int EVERY = 5;
  private static final long STILL_MILLIS = 30_000;

  /** The counts of a job, and since when they are these, ms. */
  private record Seen(Map<String, Long> counts, long since) {}

  private final List<FlinkRest> clusters;
  private final Ring ring;
  private final Clock clock = Clock.systemUTC();
  private final EverySecond everySecond = new EverySecond();
  private final Map<String, Seen> last = new HashMap<>();

  CountsSource(LiveSettings settings, Ring ring) {
    this.clusters = settings.flink().stream().map(FlinkRest::new).toList();
    this.ring = ring;
  }

  @Override
  public void run() {
    everySecond.run(
        beat -> {
          if (beat % EVERY == 0) {
            ring.add("", clock.millis(), look().toString().getBytes(UTF_8));
          }
        });
  }

  private ObjectNode look() {
    ObjectNode point = JSON.createObjectNode().put("now", clock.millis());
    ArrayNode jobs = JSON.createArrayNode();
    String state = clusters.isEmpty() ? "off" : "live";
    String reason = clusters.isEmpty() ? JobStates.NOT_CONFIGURED : null;
    for (FlinkRest cluster : clusters) {
      try {
        add(cluster, jobs);
      } catch (IOException e) {
        state = "unavailable";
        reason = cluster.sentence(e);
      }
    }
    return point.put("state", state).put("reason", reason).set("jobs", jobs);
  }

  private void add(FlinkRest cluster, ArrayNode jobs) throws IOException {
    Set<String> named = new HashSet<>();
    for (FlinkRest.Job job : cluster.jobs()) {
      if (named.add(job.name()) && JobStates.JOBS.contains(job.name())) {
        Map<String, Long> counts = new TreeMap<>();
        // What jobs name their accumulators, as they do their metrics.
        String prefix = "flyball." + job.name() + ".";
        for (JsonNode one :
            cluster.get("/jobs/" + job.id() + "/accumulators").path("user-task-accumulators")) {
          String name = one.path("name").asText();
          if (name.startsWith(prefix) && one.path("type").asText().equals("LongCounter")) {
            counts.put(name.substring(prefix.length()), one.path("value").asLong());
          }
        }
        jobs.add(judged(job.name(), counts, clock.millis()));
      }
    }
  }

  /** The counts of a job, and what becomes of its equations. */
  private ObjectNode judged(String name, Map<String, Long> counts, long now) {
    Seen seen = last.get(name);
    if (seen == null || !seen.counts().equals(counts)) {
      seen = new Seen(counts, now);
      last.put(name, seen);
    }
    return job(name, counts, now - seen.since() >= STILL_MILLIS);
  }

  /**
   * The counts of a job and the state of each equation: {@code holds}, {@code moving} while its
   * sides differ and records may be on their way, {@code broken} when they still differ at rest.
   */
  static ObjectNode job(String name, Map<String, Long> counts, boolean atRest) {
    ObjectNode node = JSON.createObjectNode().put("job", name);
    ObjectNode all = node.putObject("counts");
    counts.forEach(all::put);
    ArrayNode equations = node.putArray("equations");
    for (CountLaw law : CountLaw.BY_JOB.get(name)) {
      Map<String, Long> terms = law.terms(counts);
      long value = law.value(counts);
      ObjectNode equation = equations.addObject().put("whole", law.name()).put("value", value);
      ObjectNode parts = equation.putObject("parts");
      terms.forEach(parts::put);
      long sum = terms.values().stream().mapToLong(Long::longValue).sum();
      equation.put("state", sum == value ? "holds" : atRest ? "broken" : "moving");
    }
    return node;
  }

  @Override
  public Status status() {
    return everySecond.status();
  }

  @Override
  public void close() {
    everySecond.close();
  }
}
