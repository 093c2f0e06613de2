package io.flyball.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Describes the table of routes as OpenAPI 3.1; records are described by their Avro schemas. */
final class OpenApi {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<Integer, String> MEANINGS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(200, "As asked."),
              Map.entry(202, "Every record is acknowledged by all in-sync replicas."),
              Map.entry(204, "Every record is acknowledged, as a dead letter where refused."),
              Map.entry(
                  207, "Some records are acknowledged: results tells which, in the order sent."),
              Map.entry(400, "The envelope is broken; nothing was sent. Never retry."),
              Map.entry(401, "No token, or an unknown one."),
              Map.entry(403, "The token lacks the scope, or host or origin is not allowed."),
              Map.entry(408, "The body came too slowly; nothing was sent. Retry."),
              Map.entry(413, "The body is too long; nothing was sent. Send it in parts."),
              Map.entry(415, "Media type or encoding is not accepted; Accept-Post lists them."),
              Map.entry(422, "Every record is refused, for the job's own reason. Never retry."),
              Map.entry(429, "More records a second than the token may send. Retry."),
              Map.entry(
                  503,
                  "No record is acknowledged, or brokers are away. Retry, with the same ids.")));
  private static final String DESCRIPTION =
      "Records go in by HTTP and are answered when all in-sync replicas of their topic have them."
          + " Retry 408, 429, 503 and results with status failed, with exponential back-off and the"
          + " same ids: jobs count an id once. Never retry another 4xx or status refused.";

  private OpenApi() {}

  /** What a status means on every route. */
  static String meaning(int status) {
    return MEANINGS.get(status);
  }

  /** A schema that stands among the components. */
  static ObjectNode reference(String name) {
    return JSON.createObjectNode().put("$ref", "#/components/schemas/" + name);
  }

  static byte[] bytes() {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(of(Routes.described()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always JSON", e);
    }
  }

  static ObjectNode of(List<Route> routes) {
    ObjectNode root = JSON.createObjectNode().put("openapi", "3.1.0");
    root.putObject("info")
        .put("title", "Flyball gateway")
        .put("version", "1")
        .put("description", DESCRIPTION);
    root.putArray("security").addObject().putArray("token");
    ObjectNode paths = root.putObject("paths");
    for (Route route : routes) {
      paths
          .withObjectProperty(route.path())
          .set(route.method().toLowerCase(Locale.ROOT), operation(route));
    }
    root.set("components", Components.all());
    return root;
  }

  private static ObjectNode operation(Route route) {
    ObjectNode node =
        JSON.createObjectNode().put("operationId", id(route)).put("summary", route.summary());
    if (route.scope().isEmpty() && route.body() == Route.Body.NONE) {
      node.putArray("security");
    }
    parameters(node, route);
    body(node, route);
    ObjectNode responses = node.putObject("responses");
    route
        .answers()
        .forEach((code, meaning) -> response(responses.putObject("" + code), code, meaning, route));
    return node;
  }

  private static String id(Route route) {
    StringBuilder id = new StringBuilder(route.method().toLowerCase(Locale.ROOT));
    for (String part : route.path().split("[/.]")) {
      String word = part.replaceAll("[{}]", "");
      if (!word.isEmpty() && !word.equals("v1")) {
        id.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
      }
    }
    return id.toString();
  }

  private static void parameters(ObjectNode node, Route route) {
    ArrayNode parameters = JSON.createArrayNode();
    for (String name : route.names()) {
      ObjectNode parameter = parameters.addObject().put("name", name).put("in", "path");
      parameter.put("required", true).putObject("schema").put("type", "string");
    }
    for (Route.Parameter given : route.parameters()) {
      parameters
          .addObject()
          .put("name", given.name())
          .put("in", given.in())
          .put("description", given.description())
          .putObject("schema")
          .put("type", "string");
    }
    if (!parameters.isEmpty()) {
      node.set("parameters", parameters);
    }
  }

  private static void body(ObjectNode node, Route route) {
    if (route.body() == Route.Body.NONE) {
      return;
    }
    ObjectNode content = node.putObject("requestBody").put("required", true).putObject("content");
    if (route.body() == Route.Body.JSON) {
      content.putObject(Bodies.JSON).set("schema", route.request());
      return;
    }
    if (route.body() == Route.Body.BEACON) {
      for (String type : List.of(Bodies.JSON, "text/plain")) {
        oneOrMore(content.putObject(type).putObject("schema"), record(route.kind()));
      }
      return;
    }
    oneOrMore(content.putObject(Bodies.JSON).putObject("schema"), record(route.kind()));
    content
        .putObject(Bodies.LINES)
        .putObject("schema")
        .put("type", "string")
        .put("description", "A record a line.");
    content.putObject(Bodies.EVENT).putObject("schema").setAll(reference("CloudEvent"));
    ObjectNode batch = content.putObject(Bodies.EVENTS).putObject("schema").put("type", "array");
    batch.set("items", reference("CloudEvent"));
    content
        .putObject(Bodies.AVRO)
        .putObject("schema")
        .put("type", "string")
        .put("format", "binary")
        .put("description", "One record in Avro's single-object encoding.");
  }

  private static void oneOrMore(ObjectNode schema, ObjectNode record) {
    ArrayNode any = schema.putArray("oneOf");
    any.add(record);
    any.addObject().put("type", "array").set("items", record.deepCopy());
  }

  private static ObjectNode record(RecordKind kind) {
    if (kind != null) {
      return reference(kind.type().getSimpleName());
    }
    ObjectNode node = JSON.createObjectNode();
    ArrayNode any = node.putArray("anyOf");
    for (RecordKind each : RecordKind.values()) {
      any.add(reference(each.type().getSimpleName()));
    }
    return node;
  }

  private static void response(ObjectNode response, int code, String meaning, Route route) {
    response.put("description", meaning);
    if (code == 429 || code == 503) {
      response
          .putObject("headers")
          .putObject("Retry-After")
          .put("description", "Seconds to wait at least.")
          .putObject("schema")
          .put("type", "integer");
    }
    if (code >= 400) {
      content(response, Problem.MEDIA_TYPE, reference("Problem"));
    } else if (code != 204) {
      route.response().forEach((type, schema) -> content(response, type, schema));
    }
  }

  private static void content(ObjectNode response, String type, JsonNode schema) {
    response.withObjectProperty("content").putObject(type).set("schema", schema);
  }
}
