package io.flyball.jobs.gate;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;

/**
 * Request and answer of a called critic as JSON.
 *
 * <pre>
 *   request  {"actionId": "a1", "time": 1700000000000, "session": "s", "task": "t", "attempt": 1,
 *             "risk": "reversible", "fields": {"speed": 1.5, "tool": "drill", "held": true}}
 *   answer   {"probability": 0.9, "suggestion": "slow down"}
 * </pre>
 *
 * The probability that the action is right is in [0, 1]; the suggestion may be left out. An answer
 * that is anything else cannot be read, which counts as a wrong one.
 */
final class CriticJson {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private CriticJson() {}

  static byte[] request(ActionEvent proposal) throws IOException {
    Proposed proposed = proposal.proposed();
    ObjectNode root = JSON.createObjectNode();
    root.put("actionId", proposal.action());
    root.put("time", proposal.time());
    root.put("session", proposed.session());
    root.put("task", proposed.task());
    root.put("attempt", proposed.attempt());
    root.put("risk", proposed.risk());
    ObjectNode fields = root.putObject("fields");
    for (Proposed.Field field : proposed.fields()) {
      fields.putPOJO(field.name(), field.value());
    }
    return JSON.writeValueAsBytes(root);
  }

  /** The answer; empty where it cannot be read. */
  static Optional<CriticCall> answer(ActionEvent proposal, byte[] body) {
    try {
      JsonNode root = JSON.readTree(body);
      JsonNode probability = root.path("probability");
      JsonNode suggestion = root.path("suggestion");
      double p = probability.isNumber() ? probability.doubleValue() : Double.NaN;
      if (p >= 0 && p <= 1) {
        return Optional.of(
            CriticCall.answer(
                proposal, p + 0.0, suggestion.isTextual() ? suggestion.textValue() : ""));
      }
    } catch (IOException e) {
      // Like any other answer that cannot be read.
    }
    return Optional.empty();
  }
}
