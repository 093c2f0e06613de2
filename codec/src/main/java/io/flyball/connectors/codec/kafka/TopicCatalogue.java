package io.flyball.connectors.codec.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Every topic that Flyball reads or writes, as the schemas' {@code topics.json} lists them.
 *
 * @param topics in the order of the list, names unique
 */
public record TopicCatalogue(List<Topic> topics) {
  private static final String RESOURCE = "io/flyball/schemas/topics.json";

  public TopicCatalogue {
    topics = List.copyOf(topics);
    if (topics.stream().map(Topic::name).distinct().count() < topics.size()) {
      throw new IllegalArgumentException("a topic is listed twice");
    }
  }

  /** The catalogue on the class path. */
  public static TopicCatalogue load() {
    ClassLoader loader = TopicCatalogue.class.getClassLoader();
    try (InputStream in = loader.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is not on the class path");
      }
      List<Topic> topics = new ArrayList<>();
      for (JsonNode node : new ObjectMapper().readTree(in)) {
        topics.add(topic(node));
      }
      return new TopicCatalogue(topics);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE, e);
    }
  }

  /**
   * The topic of that name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public Topic find(String name) {
    return topics.stream()
        .filter(topic -> topic.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no topic '" + name + "', only " + topics.stream().map(Topic::name).toList()));
  }

  private static Topic topic(JsonNode node) {
    return new Topic(
        text(node, "name"),
        text(node, "record"),
        text(node, "key"),
        node.required("partitions").intValue(),
        text(node, "cleanup"),
        Duration.parse(node.path("compactionLag").asText("PT0S")),
        Duration.parse(text(node, "retention")),
        node.required("maxMessageBytes").intValue(),
        text(node, "timestamps"),
        text(node, "producedBy"),
        text(node, "readBy"),
        text(node, "meaning"));
  }

  private static String text(JsonNode node, String field) {
    return node.required(field).textValue();
  }
}
