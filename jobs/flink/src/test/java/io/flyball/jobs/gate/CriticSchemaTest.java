package io.flyball.jobs.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the page says of request and answer of a called critic: examples, then their schemas. */
class CriticSchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ActionEvent PROPOSAL =
      ActionEvent.proposal(
          "a1",
          1_700_000_000_000L,
          new Proposed(
              "s",
              "t",
              1,
              "reversible",
              List.of(
                  new Proposed.Field("held", null, null, true),
                  new Proposed.Field("speed", 1.5, null, null),
                  new Proposed.Field("tool", null, "drill", null))));

  private static List<JsonNode> ofThePage() throws Exception {
    String page =
        Files.readString(
            Path.of(System.getProperty("basedir", "")).resolve("../../docs/reference/gate-job.md"));
    List<JsonNode> blocks = new ArrayList<>();
    Matcher matcher = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL).matcher(page);
    while (matcher.find()) {
      blocks.add(JSON.readTree(matcher.group(1)));
    }
    assertThat(blocks).hasSize(4);
    return blocks;
  }

  /** Every field is there and is of its type; nothing else is. */
  private static void assertKeeps(JsonNode schema, JsonNode value) {
    JsonNode properties = schema.get("properties");
    schema.get("required").forEach(name -> assertThat(value.has(name.asText())).isTrue());
    value
        .properties()
        .forEach(
            field -> {
              assertThat(properties.has(field.getKey())).as(field.getKey()).isTrue();
              assertType(properties.get(field.getKey()).get("type"), field.getValue());
              JsonNode each = properties.get(field.getKey()).get("additionalProperties");
              field.getValue().forEach(inner -> assertType(each.get("type"), inner));
            });
  }

  private static void assertType(JsonNode types, JsonNode value) {
    List<String> allowed = new ArrayList<>();
    if (types.isTextual()) {
      allowed.add(types.asText());
    }
    types.forEach(type -> allowed.add(type.asText()));
    String type =
        value.isIntegralNumber() && !allowed.contains("number")
            ? "integer"
            : value.getNodeType().name().toLowerCase(Locale.ROOT);
    assertThat(allowed).contains(type);
  }

  @Test
  void requestsKeepTheSchema() throws Exception {
    JsonNode schema = ofThePage().get(2);
    assertKeeps(schema, JSON.readTree(CriticJson.request(PROPOSAL)));
    assertKeeps(schema, ofThePage().get(0));
  }

  @Test
  void anAnswerThatKeepsTheSchemaIsRead() throws Exception {
    List<JsonNode> page = ofThePage();
    assertKeeps(page.get(3), page.get(1));
    CriticCall call =
        CriticJson.answer(PROPOSAL, JSON.writeValueAsBytes(page.get(1))).orElseThrow();
    assertThat(call.probability()).isEqualTo(page.get(1).get("probability").asDouble());
    assertThat(call.suggestion()).isEqualTo(page.get(1).get("suggestion").asText());
    JsonNode bounds = page.get(3).get("properties").get("probability");
    for (String bound : List.of("minimum", "maximum")) {
      double least = bounds.get(bound).asDouble();
      double beyond = least + (bound.equals("minimum") ? -1e-9 : 1e-9);
      assertThat(CriticJson.answer(PROPOSAL, answer(least))).isPresent();
      assertThat(CriticJson.answer(PROPOSAL, answer(beyond))).isEmpty();
    }
  }

  private static byte[] answer(double probability) throws Exception {
    return JSON.writeValueAsBytes(JSON.createObjectNode().put("probability", probability));
  }
}
