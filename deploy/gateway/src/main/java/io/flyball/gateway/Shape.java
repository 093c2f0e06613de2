package io.flyball.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Builds the JSON schema of an object, a property at a time. */
final class Shape {
  private final ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
  private final ObjectNode properties;

  Shape(String description) {
    schema.put("description", description);
    properties = schema.putObject("properties");
  }

  /** Properties that are always there. */
  Shape required(String... names) {
    ArrayNode list = schema.putArray("required");
    for (String name : names) {
      list.add(name);
    }
    return this;
  }

  Shape text(String name, String description) {
    return plain(name, "string", description);
  }

  Shape number(String name, String description) {
    return plain(name, "number", description);
  }

  Shape whole(String name, String description) {
    return plain(name, "integer", description);
  }

  Shape truth(String name, String description) {
    return plain(name, "boolean", description);
  }

  Shape time(String name, String description) {
    text(name, description);
    ((ObjectNode) properties.get(name)).put("format", "date-time");
    return this;
  }

  Shape oneOf(String name, String description, String... symbols) {
    text(name, description);
    ArrayNode allowed = ((ObjectNode) properties.get(name)).putArray("enum");
    for (String symbol : symbols) {
      allowed.add(symbol);
    }
    return this;
  }

  Shape numbers(String name, String description) {
    return list(name, description, JsonNodeFactory.instance.objectNode().put("type", "number"));
  }

  Shape texts(String name, String description) {
    return list(name, description, JsonNodeFactory.instance.objectNode().put("type", "string"));
  }

  Shape list(String name, String description, JsonNode items) {
    plain(name, "array", description);
    ((ObjectNode) properties.get(name)).set("items", items);
    return this;
  }

  /** An object whose properties all have one of these types. */
  Shape map(String name, String description, String... types) {
    plain(name, "object", description);
    ObjectNode all = ((ObjectNode) properties.get(name)).putObject("additionalProperties");
    if (types.length == 1) {
      all.put("type", types[0]);
    } else {
      ArrayNode any = all.putArray("type");
      List.of(types).forEach(any::add);
    }
    return this;
  }

  Shape property(String name, JsonNode property) {
    properties.set(name, property);
    return this;
  }

  /** Says that a property may be null. */
  Shape orNull(String... names) {
    for (String name : names) {
      ObjectNode property = (ObjectNode) properties.get(name);
      JsonNode type = property.get("type");
      if (type == null) {
        JsonNode known = property.deepCopy();
        property.removeAll();
        property.putArray("anyOf").add(known).addObject().put("type", "null");
      } else {
        property.putArray("type").add(type.asText()).add("null");
      }
    }
    return this;
  }

  ObjectNode node() {
    return schema;
  }

  private Shape plain(String name, String type, String description) {
    properties.putObject(name).put("type", type).put("description", description);
    return this;
  }
}
