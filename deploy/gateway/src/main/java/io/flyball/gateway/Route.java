package io.flyball.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One row of the table of routes: what a request is matched by, who may send it, what answers it,
 * and what OpenAPI says of it.
 *
 * @param method HTTP method
 * @param path such as {@code /v1/policies/{policy}}: a name in braces stands for one segment
 * @param summary one sentence
 * @param scope what the caller must be allowed, with names of the path in braces; empty for
 *     everybody; the handlers of records check by kind
 * @param body what is sent
 * @param kind the kind of record it takes; null where it takes none or any
 * @param request JSON schema of a body that is no record; null without one
 * @param parameters of query and headers
 * @param answers description by status
 * @param response what a status of 2xx brings, by media type; null where the schema is not said
 * @param handler answers
 */
record Route(
    String method,
    String path,
    String summary,
    String scope,
    Body body,
    RecordKind kind,
    JsonNode request,
    List<Parameter> parameters,
    Map<Integer, String> answers,
    Map<String, JsonNode> response,
    Handler handler) {
  private static final Pattern NAME = Pattern.compile("\\{([a-z]+)}");

  /** What is sent to a route. */
  enum Body {
    NONE,
    RECORDS,
    BEACON,
    JSON
  }

  /**
   * A parameter.
   *
   * @param in {@code query} or {@code header}
   */
  record Parameter(String in, String name, String description) {}

  /** Answers a request. */
  @FunctionalInterface
  interface Handler {
    void handle(Exchange exchange) throws ProblemException;
  }

  static Builder get(String path, String summary) {
    return new Builder("GET", path, summary);
  }

  static Builder post(String path, String summary) {
    return new Builder("POST", path, summary);
  }

  static Builder delete(String path, String summary) {
    return new Builder("DELETE", path, summary);
  }

  /** Names of the path's variable segments. */
  List<String> names() {
    return NAME.matcher(path).results().map(found -> found.group(1)).toList();
  }

  /**
   * The values of the names of a path that this route matches, as they stand in it; null when it
   * matches another. {@code /docs} matches what lies under it, too.
   */
  Map<String, String> match(String requested) {
    if (path.equals(requested) || (path.equals("/docs") && requested.startsWith("/docs/"))) {
      return Map.of();
    }
    String[] wanted = path.split("/", -1);
    String[] given = requested.split("/", -1);
    if (wanted.length != given.length || !path.contains("{")) {
      return null;
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < wanted.length; i++) {
      Matcher name = NAME.matcher(wanted[i]);
      if (name.matches()) {
        if (given[i].isEmpty()) {
          return null;
        }
        values.put(name.group(1), given[i]);
      } else if (!wanted[i].equals(given[i])) {
        return null;
      }
    }
    return values;
  }

  /** What is said of a route, until its handler completes it. */
  static final class Builder {
    private final String method;
    private final String path;
    private final String summary;
    private final List<Parameter> parameters = new ArrayList<>();
    private final Map<Integer, String> answers = new TreeMap<>();
    private final Map<String, JsonNode> response = new LinkedHashMap<>();
    private String scope = "";
    private Body body = Body.NONE;
    private RecordKind kind;
    private JsonNode request;

    private Builder(String method, String path, String summary) {
      this.method = method;
      this.path = path;
      this.summary = summary;
    }

    Builder scope(String needed) {
      scope = needed;
      return this;
    }

    Builder records(RecordKind taken) {
      body = Body.RECORDS;
      kind = taken;
      return this;
    }

    Builder beacon(RecordKind taken) {
      body = Body.BEACON;
      kind = taken;
      return this;
    }

    Builder json(JsonNode schema) {
      body = Body.JSON;
      request = schema;
      return this;
    }

    Builder query(String name, String description) {
      parameters.add(new Parameter("query", name, description));
      return this;
    }

    Builder header(String name, String description) {
      parameters.add(new Parameter("header", name, description));
      return this;
    }

    /** Statuses that mean on this route what they mean on every one. */
    Builder answers(int... statuses) {
      for (int status : statuses) {
        answers(status, OpenApi.meaning(status));
      }
      return this;
    }

    Builder answers(int status, String meaning) {
      answers.put(status, meaning);
      return this;
    }

    /** What a status of 2xx brings. */
    Builder returns(String mediaType, JsonNode schema) {
      response.put(mediaType, schema);
      return this;
    }

    Route by(Handler handler) {
      return new Route(
          method,
          path,
          summary,
          scope,
          body,
          kind,
          request,
          List.copyOf(parameters),
          answers,
          response,
          handler);
    }
  }
}
