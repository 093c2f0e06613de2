package io.flyball.jobs.runtime.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes a configuration as YAML that {@link Settings#load} reads back as an equal record, with the
 * meaning, unit, default and allowed values of every key as comments. Secrets stay out.
 */
public final class SettingsYaml {
  /** Writes a text on one line and in quotes. */
  private static final YAMLMapper WRITER =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER, YAMLGenerator.Feature.SPLIT_LINES)
          .build();

  private final StringBuilder out = new StringBuilder();
  private final Schema schema;
  private String section = "";

  private SettingsYaml(Schema schema) {
    this.schema = schema;
  }

  /** The YAML text, with a line feed at its end. */
  public static String write(Record config) {
    SettingsYaml yaml = new SettingsYaml(Schema.of(config.getClass()));
    yaml.schema.leaves().values().forEach(leaf -> yaml.leaf(leaf, leaf.reader().apply(config)));
    return yaml.out.toString();
  }

  private void leaf(Leaf leaf, Object value) {
    int dot = leaf.path().lastIndexOf('.');
    open(dot < 0 ? "" : leaf.path().substring(0, dot));
    String indent = indent(leaf.path());
    comment(indent, leaf.info());
    String name = leaf.path().substring(dot + 1) + ":";
    if (leaf.secret()) {
      out.append(indent).append("# ").append(name).append(' ').append(Secret.HIDDEN).append('\n');
    } else if (value instanceof Map<?, ?> map) {
      out.append(indent).append(name).append(map.isEmpty() ? " {}\n" : "\n");
      map.forEach(
          (key, entry) ->
              out.append(indent)
                  .append("  ")
                  .append(scalar(leaf.name(), key))
                  .append(": ")
                  .append(scalar(leaf.type(), entry))
                  .append('\n'));
    } else {
      out.append(indent).append(name).append(' ').append(text(leaf, value)).append('\n');
    }
  }

  private static String text(Leaf leaf, Object value) {
    if (value instanceof Collection<?> list) {
      return sequence(leaf.type(), list);
    }
    if (value instanceof Optional<?> optional) {
      return optional.map(present -> scalar(leaf.type(), present)).orElse("null");
    }
    return scalar(leaf.type(), value);
  }

  /** A YAML flow sequence. */
  static String sequence(ValueType type, Collection<?> elements) {
    return elements.stream()
        .map(element -> scalar(type, element))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private void open(String path) {
    if (path.isEmpty() || path.equals(section) || section.startsWith(path + ".")) {
      section = path;
      return;
    }
    int dot = path.lastIndexOf('.');
    open(dot < 0 ? "" : path.substring(0, dot));
    String indent = indent(path);
    out.append(out.isEmpty() ? "" : "\n");
    if (!schema.sections().get(path).isEmpty()) {
      out.append(indent).append("# ").append(schema.sections().get(path)).append('\n');
    }
    out.append(indent).append(path.substring(dot + 1)).append(":\n");
    section = path;
  }

  private void comment(String indent, KeyInfo info) {
    out.append(indent).append("# ").append(info.meaning());
    out.append(info.unit().isEmpty() ? "" : " Unit: " + info.unit() + ".").append('\n');
    String fallback = info.secret() ? Secret.HIDDEN : info.defaultText();
    out.append(indent).append("# Default: ").append(fallback.isEmpty() ? "none" : fallback);
    out.append(". Allowed: ").append(info.allowed()).append(".\n");
  }

  private static String indent(String path) {
    return "  ".repeat((int) path.chars().filter(c -> c == '.').count());
  }

  private static String scalar(ValueType type, Object value) {
    String text = ValueType.display(value);
    return type.quoted() || text.equalsIgnoreCase("null") ? quote(text) : text;
  }

  private static String quote(String text) {
    try {
      // A document of one text would begin with a marker where the text is empty.
      String entry = WRITER.writeValueAsString(Map.of("x", text));
      return entry.substring("x: ".length()).stripTrailing();
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
  }
}
