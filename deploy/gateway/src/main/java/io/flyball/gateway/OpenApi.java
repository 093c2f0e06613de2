package io.flyball.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flyball.core.record.Reason;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificData;

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
    components(root.putObject("components"));
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

  private static void components(ObjectNode components) {
    components
        .putObject("securitySchemes")
        .putObject("token")
        .put("type", "http")
        .put("scheme", "bearer")
        .put("description", "Not needed where the gateway has no file of tokens.");
    ObjectNode schemas = components.putObject("schemas");
    JsonSchemas records = new JsonSchemas(JSON);
    for (RecordKind kind : RecordKind.values()) {
      schemas.set(
          kind.type().getSimpleName(), records.of(SpecificData.get().getSchema(kind.type())));
    }
    cloudEvent(schemas.putObject("CloudEvent"));
    problem(schemas.putObject("Problem"));
    result(schemas.putObject("Result"));
    outcome(schemas.putObject("Outcome"));
    schemas.set("Session", Sessions.schema());
    ActSchemas.all().forEach(schemas::set);
  }

  private static void cloudEvent(ObjectNode schema) {
    schema.put("type", "object").put("description", "A CloudEvent 1.0 in JSON.");
    schema.putArray("required").add("specversion").add("id").add("source").add("type");
    ObjectNode properties = schema.putObject("properties");
    properties.putObject("specversion").put("const", "1.0");
    for (String name : List.of("id", "source", "type", "datacontenttype", "data_base64")) {
      properties.putObject(name).put("type", "string");
    }
    properties.putObject("time").put("type", "string").put("format", "date-time");
    properties.putObject("data").put("type", "object");
  }

  private static void problem(ObjectNode schema) {
    schema.put("type", "object").put("description", "RFC 9457.");
    schema.putArray("required").add("type").add("title").add("status").add("detail");
    ObjectNode properties = schema.putObject("properties");
    for (String name : List.of("type", "title", "detail", "field")) {
      properties.putObject(name).put("type", "string");
    }
    properties.putObject("status").put("type", "integer");
    properties.set("reason", reasons());
    results(properties);
  }

  private static void outcome(ObjectNode schema) {
    schema.put("type", "object");
    schema.putArray("required").add("accepted").add("refused").add("failed");
    ObjectNode properties = schema.putObject("properties");
    for (String name : List.of("accepted", "refused", "failed")) {
      properties.putObject(name).put("type", "integer").put("minimum", 0);
    }
    properties
        .putObject("unknownFields")
        .put("type", "integer")
        .put("minimum", 1)
        .put(
            "description",
            "How many JSON fields no schema names; they were left out. Absent for none.");
    results(properties);
  }

  private static void results(ObjectNode properties) {
    properties.putObject("results").put("type", "array").set("items", reference("Result"));
  }

  private static void result(ObjectNode schema) {
    schema.put("type", "object").put("description", "What became of one record.");
    schema.putArray("required").add("index").add("id").add("status");
    ObjectNode properties = schema.putObject("properties");
    properties.putObject("index").put("type", "integer");
    properties.putObject("id").put("type", "string");
    ArrayNode statuses = properties.putObject("status").put("type", "string").putArray("enum");
    List.of("accepted", "refused", "failed").forEach(statuses::add);
    properties.set("reason", reasons());
    for (String name : List.of("field", "message")) {
      properties.putObject(name).put("type", "string");
    }
    properties.putObject("partition").put("type", "integer");
    properties.putObject("offset").put("type", "integer");
    unknownFields(properties);
  }

  private static void unknownFields(ObjectNode properties) {
    ObjectNode unknown = properties.putObject("unknownFields").put("type", "array");
    unknown.put(
        "description", "JSON fields that no schema names: left out. Absent for none; the first 8.");
    ObjectNode field = unknown.putObject("items").put("type", "object");
    field.putArray("required").add("field");
    ObjectNode parts = field.putObject("properties");
    parts
        .putObject("field")
        .put("type", "string")
        .put("description", "Record and name, such as DecisionRequest.contxt.");
    parts
        .putObject("near")
        .put("type", "string")
        .put("description", "The field that may have been meant.");
  }

  private static ObjectNode reasons() {
    ObjectNode node = JSON.createObjectNode().put("type", "string");
    ArrayNode names = node.putArray("enum");
    for (Reason reason : Reason.values()) {
      names.add(reason.name());
    }
    return node;
  }
}
