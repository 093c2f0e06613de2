package io.flyball.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** JSON Schema (2020-12, as OpenAPI 3.1 uses it) of records as the JSON reader takes them. */
final class JsonSchemas {
  private final ObjectMapper json;

  JsonSchemas(ObjectMapper json) {
    this.json = json;
  }

  /** The schema of a record, with the envelope's {@code type} beside its fields. */
  ObjectNode of(Schema record) {
    ObjectNode schema = record(record);
    ((ObjectNode) schema.get("properties"))
        .putObject("type")
        .put("const", record.getName())
        .put("description", "Needed where a path takes mixed records.");
    return schema;
  }

  private ObjectNode record(Schema record) {
    ObjectNode schema = json.createObjectNode().put("type", "object");
    if (record.getDoc() != null) {
      schema.put("description", record.getDoc());
    }
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = json.createArrayNode();
    for (Schema.Field field : record.getFields()) {
      ObjectNode property = type(field.schema());
      if (field.doc() != null) {
        property.put("description", field.doc());
      }
      properties.set(field.name(), property);
      if (!field.hasDefaultValue() && !field.schema().isNullable()) {
        required.add(field.name());
      }
    }
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    return schema;
  }

  private ObjectNode type(Schema schema) {
    return switch (schema.getType()) {
      case RECORD -> record(schema);
      case ENUM -> enumeration(schema);
      case ARRAY -> array(schema);
      case MAP -> map(schema);
      case UNION -> nullable(schema);
      case LONG -> whole(schema);
      case INT -> json.createObjectNode().put("type", "integer").put("format", "int32");
      case FLOAT, DOUBLE -> json.createObjectNode().put("type", "number");
      case BOOLEAN -> json.createObjectNode().put("type", "boolean");
      case BYTES, FIXED ->
          json.createObjectNode().put("type", "string").put("contentEncoding", "base64");
      case STRING, NULL -> json.createObjectNode().put("type", "string");
    };
  }

  private ObjectNode enumeration(Schema schema) {
    ObjectNode node = json.createObjectNode().put("type", "string");
    schema.getEnumSymbols().forEach(node.putArray("enum")::add);
    return node;
  }

  private ObjectNode array(Schema schema) {
    ObjectNode node = json.createObjectNode().put("type", "array");
    node.set("items", type(schema.getElementType()));
    return node;
  }

  private ObjectNode map(Schema schema) {
    ObjectNode node = json.createObjectNode().put("type", "object");
    node.set("additionalProperties", type(schema.getValueType()));
    return node;
  }

  private ObjectNode nullable(Schema union) {
    List<Schema> branches =
        union.getTypes().stream().filter(s -> s.getType() != Schema.Type.NULL).toList();
    ObjectNode node = json.createObjectNode();
    ArrayNode any = node.putArray("anyOf");
    branches.forEach(branch -> any.add(type(branch)));
    if (union.isNullable()) {
      any.addObject().put("type", "null");
    }
    return node;
  }

  private ObjectNode whole(Schema schema) {
    if (!(schema.getLogicalType() instanceof LogicalTypes.TimestampMillis)) {
      return json.createObjectNode().put("type", "integer").put("format", "int64");
    }
    ObjectNode node = json.createObjectNode();
    ArrayNode any = node.putArray("anyOf");
    any.addObject().put("type", "integer").put("format", "int64").put("minimum", 0);
    any.addObject().put("type", "string").put("format", "date-time");
    return node;
  }
}
