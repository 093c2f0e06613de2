package io.flyball.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The rows about dead letters. */
final class DeadLetterRoutes {
  private DeadLetterRoutes() {}

  /**
   * The rows.
   *
   * @param letters answers them; null to describe them alone
   */
  static List<Route> of(DeadLetters letters) {
    return List.of(
        filtered(Route.get("/v1/dead-letters", "Refused records, newest first, with their bytes."))
            .scope("read")
            .query("from", "Letters written before are left out; ISO 8601 or epoch milliseconds.")
            .query("limit", "1 to 200, 50 where it is left out.")
            .query("before", "next of the page before.")
            .answers(200, "A page; more than 20,000 letters are not looked through.")
            .answers(400, "A parameter holds what it may not.")
            .answers(401, 403)
            .answers(503, "Brokers are away, or too many read. Retry.")
            .returns(Bodies.JSON, page())
            .by(exchange -> letters.list(exchange)),
        filtered(
                Route.post(
                    "/v1/dead-letters/replay",
                    "Sends the raw bytes of refused records back to their topics, oldest first,"
                        + " each exactly once."))
            .scope("replay")
            .query("limit", "At most so many.")
            .query("dry-run", "Only counts what would be sent.")
            .answers(200, "What would be sent: a dry run.")
            .answers(202, "What was sent.")
            .answers(400, "A parameter holds what it may not.")
            .answers(401, 403)
            .answers(409, "Another replay runs, or what was replayed is too scattered to note.")
            .answers(503, "Brokers are away. What was sent whole is noted: retry for the rest.")
            .returns(Bodies.JSON, outcome())
            .by(exchange -> letters.replay(exchange)));
  }

  private static Route.Builder filtered(Route.Builder route) {
    return route
        .query("reason", "Only those refused for this reason, such as TOO_LATE.")
        .query("topic", "Only those read from this topic.")
        .query("job", "Only those that this job refused; gateway for those of beacons.");
  }

  private static ObjectNode page() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
    schema.putArray("required").add("letters").add("scanned").add("unreadable");
    ObjectNode properties = schema.putObject("properties");
    ObjectNode letter = properties.putObject("letters").put("type", "array").putObject("items");
    letter.put("type", "object");
    ObjectNode fields = letter.putObject("properties");
    for (String name : List.of("id", "job", "reason", "field", "message", "topic")) {
      fields.putObject(name).put("type", "string");
    }
    for (String name :
        List.of("partition", "offset", "timestamp", "sourcePartition", "sourceOffset", "time")) {
      fields.putObject(name).put("type", "integer");
    }
    fields.putObject("replayed").putArray("type").add("boolean").add("null");
    for (String name : List.of("key", "value", "headers")) {
      fields.putObject(name).put("type", "object");
    }
    properties.putObject("next").putArray("type").add("string").add("null");
    properties.putObject("scanned").put("type", "integer");
    properties.putObject("unreadable").put("type", "integer");
    return schema;
  }

  private static ObjectNode outcome() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
    schema.putArray("required").add("replayed").add("noTopic").add("unreadable").add("dryRun");
    ObjectNode properties = schema.putObject("properties");
    properties.putObject("replayed").put("type", "integer");
    properties
        .putObject("noTopic")
        .put("type", "object")
        .putObject("additionalProperties")
        .put("type", "integer");
    properties.putObject("unreadable").put("type", "integer");
    properties.putObject("dryRun").put("type", "boolean");
    return schema;
  }
}
