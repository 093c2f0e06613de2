package io.flyball.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flyball.core.record.Refusal;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An update that somebody wants.
 *
 * @param parameters all that shall count, by key
 * @param author who wants it
 * @param undoes the version it takes back; 0 for none
 */
record ControlChange(Map<String, String> parameters, String author, long undoes) {

  /**
   * Reads {@code {"parameters": {…}, "author": "…"}}.
   *
   * @param caller the author where the body names none
   * @throws ProblemException 422 when it holds anything else
   */
  static ControlChange of(Map<String, Object> body, String caller) throws ProblemException {
    for (String name : body.keySet()) {
      if (!name.equals("parameters") && !name.equals("author")) {
        throw refused(name, "an update has parameters and author, not '" + name + "'");
      }
    }
    if (!(body.get("parameters") instanceof Map<?, ?> given)) {
      throw refused("parameters", "parameters is an object of keys and their values");
    }
    Map<String, String> parameters = new TreeMap<>();
    for (Map.Entry<?, ?> one : given.entrySet()) {
      Object value = one.getValue();
      if (!(value instanceof String || value instanceof Number || value instanceof Boolean)) {
        throw refused("parameters." + one.getKey(), "a value is a text, a number, true or false");
      }
      parameters.put(one.getKey().toString(), value.toString());
    }
    Object author = body.get("author");
    if (author != null && !(author instanceof String)) {
      throw refused("author", "author is a text");
    }
    return new ControlChange(parameters, author == null ? caller : author.toString(), 0);
  }

  private static ProblemException refused(String field, String message) {
    return Problem.of(422, Refusal.of(io.flyball.core.record.Reason.BAD_TYPE, field, message))
        .exception();
  }

  /** What an answer says of it, before it is written. */
  ObjectNode described(SteeredTarget target, long version, boolean dryRun) {
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("target", target.target())
            .put("job", target.job().job())
            .put("version", version)
            .put("author", author)
            .put("dryRun", dryRun);
    if (undoes > 0) {
      node.put("undoes", undoes);
    }
    node.set("parameters", ControlView.texts(parameters));
    ArrayNode changes = node.putArray("changes");
    Map<String, String> before = target.parameters();
    TreeSet<String> keys = new TreeSet<>(before.keySet());
    keys.addAll(parameters.keySet());
    for (String key : keys) {
      String was = before.get(key);
      String becomes = parameters.get(key);
      if (target.job().isOnce(key) ? becomes != null : !String.valueOf(was).equals(becomes)) {
        changes
            .addObject()
            .put("key", key)
            .put("before", target.job().isOnce(key) ? null : was)
            .put("after", becomes);
      }
    }
    ArrayNode irrevocable = node.putArray("irrevocable");
    parameters.keySet().stream().filter(target.job()::isOnce).forEach(irrevocable::add);
    return node;
  }
}
