package io.flyball.tools.loop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.schemas.LoopMetric;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A line that {@code loop metrics --json} printed: one window and all its metrics. They become rows
 * of the scope {@value #SCOPE}, as the whole log is one.
 */
final class PrintedWindow {
  static final String SCOPE = "log";
  private static final ObjectMapper JSON = new ObjectMapper();

  private PrintedWindow() {}

  /** The rows of a line; none where it is no such window. */
  static List<LoopMetric> rows(byte[] line) {
    try {
      JsonNode window = JSON.readTree(line);
      JsonNode metrics = window.path("metrics");
      if (!metrics.isObject() || !window.path("start").isTextual() || window.has("type")) {
        return List.of();
      }
      Instant start = Instant.parse(window.get("start").asText());
      Instant end = Instant.parse(window.path("end").asText());
      List<LoopMetric> rows = new ArrayList<>();
      metrics
          .properties()
          .forEach(
              metric ->
                  rows.add(
                      LoopMetric.newBuilder()
                          .setId(SCOPE + "/" + metric.getKey() + "/" + start.toEpochMilli())
                          .setScope(SCOPE)
                          .setMetric(metric.getKey())
                          .setWindowStart(start)
                          .setWindowEnd(end)
                          .setValue(
                              metric.getValue().isNumber() ? metric.getValue().asDouble() : null)
                          .setEvents(metrics.path("EVENTS").asLong())
                          .build()));
      return rows;
    } catch (IOException | DateTimeException e) {
      return List.of();
    }
  }
}
