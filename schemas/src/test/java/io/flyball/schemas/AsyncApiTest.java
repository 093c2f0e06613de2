package io.flyball.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class AsyncApiTest {

  private static JsonNode document() throws IOException {
    return new YAMLMapper().readTree(AsyncApi.yaml());
  }

  @Test
  void theCheckedInDocumentIsCurrent() throws IOException {
    CheckedIn.assertCurrent("../docs/reference/asyncapi.yaml", AsyncApi.yaml());
  }

  @Test
  void theRootHoldsWhatTheStandardRequiresAndNothingElse() throws IOException {
    assertThat(document().fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "asyncapi", "info", "defaultContentType", "channels", "operations", "components");
    assertThat(document().at("/asyncapi")).hasToString("\"3.0.0\"");
    assertThat(document().at("/info/title").asText()).isNotBlank();
    assertThat(document().at("/info/version").isTextual()).isTrue();
  }

  @Test
  void everyReferenceResolvesInsideTheDocument() throws IOException {
    JsonNode document = document();
    List<String> references = document.findValuesAsText("$ref");
    assertThat(references).hasSizeGreaterThan(Catalogue.topics().size());
    for (String reference : references) {
      assertThat(reference).startsWith("#/");
      assertThat(document.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
    }
  }

  @Test
  void everyTopicIsAChannelWithOneOperationOnItsOwnMessage() throws IOException {
    JsonNode document = document();
    assertThat(document.get("channels").size()).isEqualTo(Catalogue.topics().size());
    assertThat(document.get("operations").size()).isEqualTo(Catalogue.topics().size());
    for (JsonNode operation : document.get("operations")) {
      assertThat(operation.get("action").asText()).isIn("send", "receive");
      String channel = operation.at("/channel/$ref").asText();
      assertThat(operation.at("/messages/0/$ref").asText()).startsWith(channel + "/messages/");
    }
    for (Iterator<String> names = document.get("channels").fieldNames(); names.hasNext(); ) {
      String name = names.next();
      JsonNode channel = document.get("channels").get(name);
      assertThat(channel.get("address").asText()).isEqualTo(name);
      assertThat(channel.at("/bindings/kafka/partitions").isInt()).isTrue();
    }
  }

  @Test
  void componentsAreNamedAsTheStandardAllowsAndEveryPayloadIsAnAvroSchema() throws IOException {
    JsonNode messages = document().at("/components/messages");
    Set<String> expected = Catalogue.records().keySet();
    assertThat(messages.fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(expected);
    for (String name : expected) {
      assertThat(name).matches("[a-zA-Z0-9._-]+");
      JsonNode payload = messages.get(name).get("payload");
      assertThat(payload.get("schemaFormat").asText())
          .isEqualTo("application/vnd.apache.avro;version=1.12.1");
      Schema read = new Schema.Parser().parse(payload.get("schema").toString());
      assertThat(read).isEqualTo(Catalogue.records().get(name));
    }
  }
}
