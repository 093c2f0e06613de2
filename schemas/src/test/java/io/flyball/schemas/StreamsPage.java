package io.flyball.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;

/** The topic catalogue and its records as a page for people. */
final class StreamsPage {

  private final StringBuilder out = new StringBuilder();

  private StreamsPage() {}

  /** The page as Markdown. */
  static String markdown() {
    StreamsPage page = new StreamsPage();
    page.out.append("<!-- Generated: ").append(CheckedIn.HOW).append(" -->\n# Streams\n\n");
    page.out.append(
        "Times are epoch milliseconds, UTC, of the moment at which a thing happened. A `?` marks a"
            + " value that may be null.\n\n");
    page.topics();
    Map<String, Schema> named = new LinkedHashMap<>();
    Catalogue.topics()
        .forEach(topic -> collect(Catalogue.records().get(topic.get("record").asText()), named));
    named.values().stream()
        .filter(each -> each.getType() == Schema.Type.RECORD)
        .forEach(page::record);
    named.values().stream()
        .filter(each -> each.getType() == Schema.Type.ENUM)
        .forEach(page::symbols);
    return page.out.toString();
  }

  private void topics() {
    row("Topic", "Record", "Key", "Partitions", "Cleanup", "Kept", "From", "To", "Meaning");
    row("---", "---", "---", "---", "---", "---", "---", "---", "---");
    for (JsonNode topic : Catalogue.topics()) {
      row(
          "`" + topic.get("name").asText() + "`",
          link(topic.get("record").asText()),
          topic.get("key").asText(),
          topic.get("partitions").asText(),
          cleanup(topic),
          topic.get("retention").asText(),
          topic.get("producedBy").asText(),
          topic.get("readBy").asText(),
          topic.get("meaning").asText());
    }
  }

  private static String cleanup(JsonNode topic) {
    String lag = topic.path("compactionLag").asText();
    return topic.get("cleanup").asText() + (lag.isEmpty() ? "" : " after " + lag);
  }

  private void record(Schema schema) {
    out.append("\n## ").append(schema.getName()).append("\n\n").append(text(schema.getDoc()));
    out.append("\n\n");
    row("Field", "Type", "Default", "Meaning");
    row("---", "---", "---", "---");
    for (Schema.Field field : schema.getFields()) {
      row("`" + field.name() + "`", type(field.schema()), fallback(field), text(field.doc()));
    }
  }

  private void symbols(Schema schema) {
    out.append("\n## ").append(schema.getName()).append("\n\n");
    if (schema.getDoc() != null) {
      out.append(text(schema.getDoc())).append(' ');
    }
    out.append('`').append(String.join("`, `", schema.getEnumSymbols())).append("`.");
    if (schema.getEnumDefault() != null) {
      out.append(" A reader of Avro takes a symbol of a newer version as `");
      out.append(schema.getEnumDefault())
          .append("`; in JSON a symbol it does not know is `BAD_ENUM`.");
    }
    out.append('\n');
  }

  private static void collect(Schema schema, Map<String, Schema> named) {
    switch (schema.getType()) {
      case RECORD -> {
        if (named.put(schema.getName(), schema) == null) {
          schema.getFields().forEach(field -> collect(field.schema(), named));
        }
      }
      case ENUM -> named.put(schema.getName(), schema);
      case ARRAY -> collect(schema.getElementType(), named);
      case MAP -> collect(schema.getValueType(), named);
      case UNION -> schema.getTypes().forEach(branch -> collect(branch, named));
      default -> {}
    }
  }

  private static String type(Schema schema) {
    return switch (schema.getType()) {
      case RECORD, ENUM -> link(schema.getName());
      case ARRAY -> "list of " + type(schema.getElementType());
      case MAP -> "map of " + type(schema.getValueType());
      case UNION ->
          schema.getTypes().stream()
                  .filter(branch -> branch.getType() != Schema.Type.NULL)
                  .map(StreamsPage::type)
                  .findFirst()
                  .orElseThrow()
              + "?";
      default -> schema.getLogicalType() == null ? schema.getType().getName() : "time";
    };
  }

  private static String fallback(Schema.Field field) {
    if (!field.hasDefaultValue()) {
      return "required";
    }
    Object value = field.defaultVal();
    if (value == JsonProperties.NULL_VALUE) {
      return "null";
    }
    return "".equals(value) ? "empty" : "`" + value + "`";
  }

  private static String link(String name) {
    return "[" + name + "](#" + name.toLowerCase(Locale.ROOT) + ")";
  }

  private static String text(String doc) {
    return doc == null ? "" : doc.replaceAll("\\s+", " ").replace("|", "\\|");
  }

  private void row(String... cells) {
    out.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
