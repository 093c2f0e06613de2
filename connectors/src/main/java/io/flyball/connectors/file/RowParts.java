package io.flyball.connectors.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.connectors.text.TableRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Rows inside of a row: a column holds them with a separator between, and each holds its fields
 * with another, as {@code N1-0 N2-1} in MIND; or the column holds a JSON array of objects.
 *
 * @param column name of the column
 * @param separator between two of them; null for a JSON array
 * @param divider between the fields of one; the last ones count, so that the first field may hold
 *     it
 * @param fields what the fields of one fill; {@code FIELD=NAME} for those of a JSON object
 */
public record RowParts(String column, String separator, String divider, List<String> fields) {

  private static final ObjectMapper JSON = new ObjectMapper();

  public RowParts {
    fields = List.copyOf(fields);
  }

  /** One row for each part, in their order. */
  List<TableRow> of(TableRow row) {
    String text =
        row.cell(column)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "there is no column '" + column + "' that holds several rows"));
    if (separator == null) {
      return objects(row, text);
    }
    List<TableRow> rows = new ArrayList<>();
    for (String part : text.strip().split(Pattern.quote(separator))) {
      if (!part.isBlank()) {
        rows.add(row.with(fields(row, part)));
      }
    }
    return rows;
  }

  private Map<String, String> fields(TableRow row, String part) {
    Map<String, String> found = new LinkedHashMap<>();
    String rest = part;
    for (int i = fields.size() - 1; i > 0; i--) {
      int at = rest.lastIndexOf(divider);
      if (at < 0) {
        throw row.broken("'" + part + "' holds no " + String.join(" and ", fields));
      }
      found.put(fields.get(i), rest.substring(at + divider.length()));
      rest = rest.substring(0, at);
    }
    found.put(fields.get(0), rest);
    return found;
  }

  private List<TableRow> objects(TableRow row, String text) {
    List<TableRow> rows = new ArrayList<>();
    try {
      for (JsonNode object : JSON.readTree(text.isBlank() ? "[]" : text)) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String field : fields) {
          String[] pair = field.split("=", 2);
          JsonNode value = object.path(pair[pair.length - 1]);
          if (value.isValueNode() && !value.isNull()) {
            found.put(pair[0], value.asText());
          }
        }
        rows.add(row.with(found));
      }
      return rows;
    } catch (JsonProcessingException e) {
      throw row.broken("column '" + column + "': a JSON array of objects is expected");
    }
  }
}
