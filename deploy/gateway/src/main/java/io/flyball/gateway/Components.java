package io.flyball.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flyball.core.record.Reason;
import java.util.List;
import org.apache.avro.specific.SpecificData;

/** What the description of several routes names: schemas, and how a caller shows who he is. */
final class Components {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Components() {}

  static ObjectNode all() {
    ObjectNode components = JSON.createObjectNode();
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
    return components;
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
    properties.putObject("results").put("type", "array").set("items", OpenApi.reference("Result"));
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
    properties.set("unknownFields", unknownFields());
  }

  /** What a JSON record has and no schema names. */
  static ObjectNode unknownFields() {
    ObjectNode unknown = JSON.createObjectNode().put("type", "array");
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
    return unknown;
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
