package io.flyball.tools.importing;

import com.fasterxml.jackson.databind.JsonNode;
import io.flyball.connectors.file.KindNames;
import io.flyball.connectors.file.LogKind;
import io.flyball.connectors.file.LogLayout;
import io.flyball.connectors.file.LogTable;
import io.flyball.connectors.file.RowParts;
import io.flyball.connectors.text.EpochUnit;
import io.flyball.connectors.text.LinePattern;
import io.flyball.connectors.text.TextOptions;
import io.flyball.schemas.SignalKind;
import io.flyball.tools.UserError;
import java.nio.charset.Charset;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The layout of a known log, as data: see docs/reference/presets.md for its keys.
 *
 * @param name what {@code --preset} calls it
 * @param about one sentence
 * @param files glob of the names of its files in a folder; null for all
 * @param refused why such a log cannot be imported; null where it can
 * @param layout null where it is refused
 */
public record Preset(String name, String about, String files, String refused, LogLayout layout) {
  private static final Set<String> KEYS =
      new TreeSet<>(
          List.of(
              "about",
              "refused",
              "files",
              "as",
              "encoding",
              "delimiter",
              "decimal",
              "quoted",
              "header",
              "pattern",
              "block",
              "lists",
              "map",
              "kinds",
              "emit",
              "parts",
              "scale",
              "values",
              "time-unit",
              "zone"));

  /**
   * Reads a preset.
   *
   * @param where what messages call it
   * @throws UserError where a key is unknown or its value is none
   */
  static Preset of(String name, String where, JsonNode node) {
    node.fieldNames()
        .forEachRemaining(
            key -> {
              if (!KEYS.contains(key)) {
                throw new UserError(
                    where + ": there is no key '" + key + "', only " + String.join(", ", KEYS));
              }
            });
    try {
      String refused = text(node, "refused");
      return new Preset(
          name,
          node.path("about").asText(""),
          text(node, "files"),
          refused,
          refused == null ? layout(node) : null);
    } catch (IllegalArgumentException | java.time.DateTimeException e) {
      throw UserError.causedBy(where, e);
    }
  }

  private static LogLayout layout(JsonNode node) {
    String as = text(node, "as");
    if (as == null) {
      throw new IllegalArgumentException("the key 'as' is missing: it says what the rows are");
    }
    String encoding = text(node, "encoding");
    String unit = text(node, "time-unit");
    String zone = text(node, "zone");
    String decimal = text(node, "decimal");
    String pattern = text(node, "pattern");
    LogKind kind = LogKind.parse(as);
    Map<String, String> columns = texts(node, "map");
    for (String field : columns.keySet()) {
      if (!LogTable.fields(kind).contains(field)) {
        throw new IllegalArgumentException(
            "there is no field '"
                + field
                + "' to map, only "
                + String.join(", ", LogTable.fields(kind)));
      }
    }
    TextOptions options =
        new TextOptions(
            encoding == null ? null : Charset.forName(encoding),
            text(node, "delimiter"),
            node.has("quoted") ? node.get("quoted").asBoolean() : null,
            list(node, "header"),
            pattern == null
                ? null
                : new LinePattern(pattern, text(node, "block"), texts(node, "lists")),
            columns,
            unit == null ? null : EpochUnit.parse(unit),
            zone == null ? null : ZoneId.of(zone),
            decimal != null && TextOptions.isComma(decimal),
            false);
    Map<String, Double> scale = new LinkedHashMap<>();
    node.path("scale").properties().forEach(e -> scale.put(e.getKey(), e.getValue().asDouble()));
    Map<String, Map<String, String>> values = new LinkedHashMap<>();
    node.path("values")
        .fieldNames()
        .forEachRemaining(field -> values.put(field, texts(node.get("values"), field)));
    return new LogLayout(
        kind,
        options,
        new KindNames(texts(node, "kinds")),
        emitted(node),
        parts(node),
        scale,
        values);
  }

  private static List<LogLayout.Emitted> emitted(JsonNode node) {
    List<LogLayout.Emitted> emitted = new ArrayList<>();
    for (JsonNode each : node.path("emit")) {
      emitted.add(
          new LogLayout.Emitted(
              SignalKind.valueOf(each.path("kind").asText()),
              text(each, "when"),
              text(each, "value"),
              each.path("factor").asDouble(1)));
    }
    return emitted;
  }

  private static RowParts parts(JsonNode node) {
    JsonNode parts = node.path("parts");
    return parts.isMissingNode()
        ? null
        : new RowParts(
            text(parts, "column"),
            text(parts, "separator"),
            text(parts, "divider"),
            list(parts, "fields"));
  }

  private static String text(JsonNode node, String key) {
    JsonNode value = node.path(key);
    return value.isMissingNode() || value.isNull() ? null : value.asText();
  }

  private static List<String> list(JsonNode node, String key) {
    List<String> texts = new ArrayList<>();
    node.path(key).forEach(value -> texts.add(value.asText()));
    return texts;
  }

  private static Map<String, String> texts(JsonNode node, String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    node.path(key).properties().forEach(e -> texts.put(e.getKey(), e.getValue().asText()));
    return texts;
  }
}
