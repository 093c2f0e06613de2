package io.flyball.cli.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The metrics that dashboards and alert rules name. */
public final class Dashboards {
  private static final Pattern METRIC = Pattern.compile("flink_[A-Za-z0-9_]+");

  private Dashboards() {}

  /** Every metric that is named, with what Prometheus calls it. */
  public static Set<String> metrics() {
    Set<String> names = new TreeSet<>();
    for (Path file : Manifests.files("grafana/dashboards", ".json")) {
      for (JsonNode expression : json(file).findValues("expr")) {
        collect(expression.asText(), names);
      }
    }
    for (JsonNode expression :
        Manifests.yaml(Manifests.deploy().resolve("prometheus/alerts.yml")).findValues("expr")) {
      collect(expression.asText(), names);
    }
    return names;
  }

  static JsonNode json(Path file) {
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void collect(String expression, Set<String> names) {
    Matcher matcher = METRIC.matcher(expression);
    while (matcher.find()) {
      names.add(matcher.group());
    }
  }
}
