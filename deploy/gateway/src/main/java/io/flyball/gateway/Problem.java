package io.flyball.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flyball.core.record.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Why a request as a whole is not answered as asked (RFC 9457, {@code application/problem+json}).
 *
 * @param status HTTP status, 400 to 599
 * @param detail one sentence: what happened, what is allowed, what to do next
 * @param refusal the fault in the terms of dead letters; null where it is none
 * @param headers further headers of the answer
 * @param close whether the connection ends: what follows on it cannot be trusted, or not be read
 * @param results the outcome of each record, where records are known; null otherwise
 * @param numbers further members, by name
 */
record Problem(
    int status,
    String detail,
    Refusal refusal,
    Map<String, String> headers,
    boolean close,
    ArrayNode results,
    Map<String, Long> numbers) {
  static final String MEDIA_TYPE = "application/problem+json";

  private static final Map<Integer, String> TITLES =
      Map.ofEntries(
          Map.entry(400, "Bad Request"),
          Map.entry(401, "Unauthorized"),
          Map.entry(403, "Forbidden"),
          Map.entry(404, "Not Found"),
          Map.entry(405, "Method Not Allowed"),
          Map.entry(409, "Conflict"),
          Map.entry(412, "Precondition Failed"),
          Map.entry(408, "Request Timeout"),
          Map.entry(414, "URI Too Long"),
          Map.entry(431, "Request Header Fields Too Large"),
          Map.entry(413, "Content Too Large"),
          Map.entry(415, "Unsupported Media Type"),
          Map.entry(422, "Unprocessable Content"),
          Map.entry(428, "Precondition Required"),
          Map.entry(429, "Too Many Requests"),
          Map.entry(500, "Internal Server Error"),
          Map.entry(504, "Gateway Timeout"),
          Map.entry(503, "Service Unavailable"));

  static Problem of(int status, String detail) {
    return new Problem(status, detail, null, Map.of(), false, null, Map.of());
  }

  static Problem of(int status, Refusal refusal) {
    return new Problem(status, refusal.message(), refusal, Map.of(), false, null, Map.of());
  }

  /** For a fault of the gateway's own; its log has the rest. */
  static Problem unexpected() {
    return of(500, "unexpected: see the gateway's log").closing();
  }

  Problem header(String name, String value) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put(name, value);
    return new Problem(status, detail, refusal, all, close, results, numbers);
  }

  Problem closing() {
    return new Problem(status, detail, refusal, headers, true, results, numbers);
  }

  Problem with(ArrayNode outcomes) {
    return new Problem(status, detail, refusal, headers, close, outcomes, numbers);
  }

  /** The same with one more member. */
  Problem with(String name, long number) {
    Map<String, Long> all = new LinkedHashMap<>(numbers);
    all.put(name, number);
    return new Problem(status, detail, refusal, headers, close, results, all);
  }

  /** The exception that carries it out of a parser. */
  ProblemException exception() {
    return new ProblemException(this);
  }

  ObjectNode toJson(ObjectMapper json) {
    ObjectNode node =
        json.createObjectNode()
            .put("type", "about:blank")
            .put("title", TITLES.getOrDefault(status, "Error"))
            .put("status", status)
            .put("detail", detail);
    if (refusal != null) {
      node.put("reason", refusal.reason().name()).put("field", refusal.field());
    }
    numbers.forEach(node::put);
    if (results != null) {
      node.set("results", results);
    }
    return node;
  }
}
