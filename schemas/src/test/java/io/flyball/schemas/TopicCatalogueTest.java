package io.flyball.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TopicCatalogueTest {

  static Stream<JsonNode> topics() {
    return Catalogue.topics().stream();
  }

  @Test
  void everyNameStandsOnce() {
    assertThat(topics().map(topic -> topic.get("name").asText()))
        .isNotEmpty()
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("topics")
  void aTopicSaysEverythingThatABrokerAndAReaderNeed(JsonNode topic) {
    assertThat(topic.fieldNames())
        .toIterable()
        .filteredOn(name -> !name.equals("compactionLag"))
        .containsExactly(
            "name",
            "record",
            "key",
            "partitions",
            "cleanup",
            "retention",
            "maxMessageBytes",
            "timestamps",
            "producedBy",
            "readBy",
            "meaning");
    assertThat(topic.get("name").asText()).matches("[a-z][a-z-]*(\\.[a-z][a-z-]*)*");
    assertThat(topic.get("partitions").asInt()).isPositive();
    assertThat(topic.get("cleanup").asText()).isIn("delete", "compact");
    assertThat(Duration.parse(topic.get("retention").asText())).isPositive();
    if (topic.has("compactionLag")) {
      assertThat(Duration.parse(topic.get("compactionLag").asText())).isPositive();
      assertThat(topic.get("cleanup").asText()).isEqualTo("compact");
    }
    assertThat(topic.get("maxMessageBytes").asInt()).isPositive();
    assertThat(topic.get("timestamps").asText()).isIn("CreateTime", "LogAppendTime");
    for (String text : new String[] {"key", "producedBy", "readBy"}) {
      assertThat(topic.get(text).asText()).isNotBlank();
    }
    assertThat(topic.get("meaning").asText()).endsWith(".");
  }

  @ParameterizedTest
  @MethodSource("topics")
  void theRecordOfATopicIsAnAvroRecordWithAMeaning(JsonNode topic) {
    Schema schema = Catalogue.records().get(topic.get("record").asText());
    assertThat(schema.getType()).isEqualTo(Schema.Type.RECORD);
    assertThat(schema.getDoc()).isNotBlank();
  }
}
