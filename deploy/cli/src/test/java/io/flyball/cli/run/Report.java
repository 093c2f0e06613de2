package io.flyball.cli.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What {@code run --json} prints. */
public record Report(JsonNode json) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  public static Report parse(String text) {
    try {
      return new Report(MAPPER.readTree(text));
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + text, e);
    }
  }

  /** The names of the equations that do not add up, by our own arithmetic. */
  public List<String> brokenLaws() {
    return json.get("jobs")
        .valueStream()
        .flatMap(job -> job.get("conservation").valueStream())
        .filter(law -> law.get("value").asLong() != sum(law.get("parts")) || !holds(law))
        .map(law -> law.get("whole").asText())
        .toList();
  }

  private static boolean holds(JsonNode law) {
    return law.get("holds").asBoolean(false);
  }

  /** A count of the feedback job. */
  public long count(String name) {
    return feedback().get("counts").path(name).asLong(0);
  }

  long rows(String subjectAndStatus) {
    return feedback()
        .get("tables")
        .get("Rows of feedback.attributed")
        .path(subjectAndStatus)
        .asLong(0);
  }

  private JsonNode feedback() {
    return json.get("jobs").get("feedback");
  }

  /** The sum of a section: alerts or deadLetters. */
  long total(String section) {
    return sum(json.get(section));
  }

  private static long sum(JsonNode numbers) {
    return numbers.valueStream().mapToLong(JsonNode::asLong).sum();
  }

  /** All but how long it took, and what depends on how long parts of it took. */
  JsonNode withoutTime() {
    ObjectNode copy = json.deepCopy();
    copy.remove("seconds");
    // The modelled camera lives in real time.
    ((ObjectNode) copy.get("jobs")).remove("bias");
    // Rewards and requests are two topics: on a busy machine a reward may overtake its decision,
    // and the policy then knows it one decision later.
    ((ObjectNode) copy.at("/jobs/bandit/counts")).remove(List.of("EARLY", "AGREED"));
    return copy;
  }
}
