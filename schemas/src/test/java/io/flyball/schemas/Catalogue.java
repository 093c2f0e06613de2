package io.flyball.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/** The topic catalogue and the schemas of its records, free of any programming language's marks. */
final class Catalogue {

  private Catalogue() {}

  static List<JsonNode> topics() {
    try (InputStream in = Catalogue.class.getResourceAsStream("topics.json")) {
      List<JsonNode> topics = new ArrayList<>();
      new ObjectMapper().readTree(in).forEach(topics::add);
      return topics;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The current schema of every record that travels on a topic, by its simple name. */
  static Map<String, Schema> records() {
    Map<String, Schema> records = new TreeMap<>();
    for (JsonNode topic : topics()) {
      String name = topic.get("record").asText();
      records.put(name, neutral(schema(name)));
    }
    return records;
  }

  /** The schema as indented JSON, with a line feed at its end. */
  static String pretty(Schema schema) {
    return tree(schema).toPrettyString() + "\n";
  }

  /** The schema as a tree. */
  static JsonNode tree(Schema schema) {
    try {
      return new ObjectMapper().readTree(schema.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Schema schema(String record) {
    try {
      return SpecificData.get().getSchema(Class.forName("io.flyball.schemas." + record));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("no generated class for record " + record, e);
    }
  }

  private static Schema neutral(Schema schema) {
    JsonNode tree = tree(schema);
    tree.findParents("avro.java.string")
        .forEach(parent -> ((ObjectNode) parent).remove("avro.java.string"));
    return new Schema.Parser().parse(tree.toString());
  }
}
