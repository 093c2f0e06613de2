package io.flyball.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** Who changed what, one JSON object to a line of stderr; it never holds a token. */
final class Audit {
  private Audit() {}

  /**
   * Writes a line.
   *
   * @param caller the token's name
   * @param action such as {@code control}
   * @param status of the answer
   * @param facts what was changed; becomes part of the line
   */
  static void line(Caller caller, String action, int status, ObjectNode facts) {
    ObjectNode line =
        JsonNodeFactory.instance
            .objectNode()
            .put("audit", action)
            .put("time", Instant.now().toString())
            .put("caller", caller.name())
            .put("status", status);
    line.setAll(facts);
    System.err.println(line);
  }
}
