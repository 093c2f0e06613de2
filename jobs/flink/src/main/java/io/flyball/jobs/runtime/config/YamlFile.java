package io.flyball.jobs.runtime.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.flyball.jobs.runtime.config.ConfigException.Fault;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Reads a YAML file as a flat run of dotted paths and texts. Texts are taken as written, so that
 * {@code 1.10} stays {@code 1.10} and every type is decided by the key and not by YAML.
 */
final class YamlFile {

  private final Path file;
  private final YAMLParser parser;
  private final BiConsumer<String, Given> sink;

  private YamlFile(Path file, YAMLParser parser, BiConsumer<String, Given> sink) {
    this.file = file;
    this.parser = parser;
    this.sink = sink;
  }

  /**
   * Hands every setting of the file to the sink, in the file's order.
   *
   * @throws ConfigException when the file cannot be read or is not one YAML mapping
   */
  static void read(Path file, BiConsumer<String, Given> sink) {
    try (YAMLParser parser = new YAMLFactory().createParser(text(file))) {
      new YamlFile(file, parser, sink).document();
    } catch (JsonProcessingException e) {
      String problem = problem(e);
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      int column = e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
      throw fault(file + ":" + line, "line " + line + ", column " + column + ": " + problem);
    } catch (IOException e) {
      throw fault(file.toString(), "cannot be read: " + e.getMessage());
    }
  }

  /** The library's own message goes on to quote the file, which may hold secrets. */
  private static String problem(JsonProcessingException e) {
    return e.getCause() instanceof MarkedYAMLException marked && marked.getProblem() != null
        ? marked.getProblem()
        : e.getOriginalMessage().lines().findFirst().orElse("syntax error");
  }

  private static String text(Path file) throws IOException {
    try {
      String text = Files.readString(file);
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (NoSuchFileException e) {
      throw fault(file.toString(), "there is no such file");
    } catch (CharacterCodingException e) {
      throw fault(file.toString(), "is not UTF-8 text");
    }
  }

  private void document() throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null || first == JsonToken.VALUE_NULL) {
      return;
    }
    if (first != JsonToken.START_OBJECT) {
      throw fault(here(), "must be a mapping of sections");
    }
    mapping("");
    if (parser.nextToken() != null) {
      throw fault(here(), "must hold one YAML document");
    }
  }

  private void mapping(String prefix) throws IOException {
    Map<String, String> seen = new HashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String path = prefix + parser.currentName();
      String before = seen.putIfAbsent(path, here());
      if (before != null) {
        throw fault(path, here(), "is given twice, first at " + before);
      }
      parser.nextToken();
      value(path);
    }
  }

  private void value(String path) throws IOException {
    switch (parser.currentToken()) {
      case START_OBJECT -> mapping(path + ".");
      case START_ARRAY -> sink.accept(path, sequence(path));
      default -> sink.accept(path, Given.text(scalar(path), here()));
    }
  }

  private Given sequence(String path) throws IOException {
    String origin = here();
    List<String> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String element = parser.currentToken().isScalarValue() ? scalar(path) : null;
      if (element == null) {
        throw fault(path, here(), "every element of a list must be one value");
      }
      elements.add(element);
    }
    return new Given(null, elements, origin);
  }

  private String scalar(String path) throws IOException {
    if (parser.isCurrentAlias()) {
      throw fault(path, here(), "aliases are not supported");
    }
    return parser.currentToken() == JsonToken.VALUE_NULL ? null : parser.getText();
  }

  private String here() {
    return file + ":" + ((JsonParser) parser).currentTokenLocation().getLineNr();
  }

  private static ConfigException fault(String origin, String problem) {
    return fault("", origin, problem);
  }

  private static ConfigException fault(String key, String origin, String problem) {
    return new ConfigException(List.of(new Fault(key, null, origin, problem)));
  }
}
