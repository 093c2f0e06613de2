package io.flyball.cli.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;

/** Weights compared, and components that stand in each other's way. */
class RewardCompareCommandsTest extends WithRewardFiles {
  private static String feedback(int i, String item, String kind, String value) {
    return """
    {"type":"AttributedFeedback","id":"signal/s%d","subject":"SIGNAL","status":"ATTRIBUTED",\
    "time":1700000060000,"user":"ada","exposure":{"id":"x%d","time":1700000000000,"user":"ada",\
    "item":"%s","surface":"home","decisionId":"shop/%d"},"signal":{"id":"s%d",\
    "time":1700000060000,"user":"ada","kind":"%s"%s,"exposureId":"x%d"}}\
    """
        .formatted(i, i, item, i, i, kind, value.isEmpty() ? "" : ",\"value\":" + value, i);
  }

  private Path log() throws IOException {
    return file(
        "attributed.jsonl",
        feedback(1, "film", "CLICK", ""),
        feedback(2, "film", "RATING", "2"),
        feedback(3, "book", "RATING", "5"),
        feedback(4, "book", "RATING", "4"),
        "{\"type\":\"Alert\",\"id\":\"a\",\"time\":1,\"job\":\"feedback\",\"kind\":\"BURST\","
            + "\"scope\":\"ada\",\"since\":1,\"summary\":\"s\"}");
  }

  @Test
  void rewardsAndRankingsAreComparedUnderTwoSetsOfWeights() throws IOException {
    Path a = file("a.yaml", "click: 2");
    Path b = file("b.yaml", "reward:", "  weights:", "    click: 1", "    rating: 2");
    CommandRun run = run("compare", "--weights", a, "--weights", b, log());
    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("rewards       4\n")
        .contains("mean          A 0.5000   B 0.7500\n")
        .contains("differ        4 (100.0%), 0 of them in sign\n")
        .contains("best item     another under B in 1 of 1\n")
        .contains("shop home                film                    2    1.0000    0.0000  1 -> 2")
        .contains(
            "guard         would hold it: the budget is 0.2; a temperature of 3.750 would do");
  }

  @Test
  void theSameAsJsonAndFromAnAvroFile() throws IOException {
    Path a = file("a.yaml", "click: 1");
    Path b = file("b.yaml", "click: 1", "return: 1");
    Path avro = folder.resolve("rewards.avro");
    try (var writer =
        new DataFileWriter<>(new SpecificDatumWriter<>(io.flyball.schemas.Reward.class))) {
      writer.create(io.flyball.schemas.Reward.getClassSchema(), avro.toFile());
      writer.append(reward("shop/1", 0, Map.of("click", 1.0)));
      writer.append(reward("shop/1", 1, Map.of("click", 1.0, "return", -1.0)));
      writer.append(reward("shop/2", 0, Map.of("click", 1.0)));
    }
    CommandRun run = run("compare", "--weights", a, "--weights", b, avro, "--json");
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json.path("rewards").asInt()).isEqualTo(2);
    // Hindsight replaces the click: 0 under A, -1 under B.
    assertThat(json.path("meanA").asDouble()).isCloseTo(.5, within(1e-12));
    assertThat(json.path("meanB").asDouble()).isCloseTo(0, within(1e-12));
    assertThat(json.path("items").isEmpty()).isTrue();
  }

  private static io.flyball.schemas.Reward reward(
      String decision, int revision, Map<String, Double> components) {
    return io.flyball.schemas.Reward.newBuilder()
        .setId("reward/" + decision + "/" + revision)
        .setDecisionId(decision)
        .setTime(Instant.EPOCH)
        .setValue(1.0)
        .setComponents(components)
        .setRevision(revision)
        .build();
  }

  @Test
  void weightsThatMakeNoSenseAreRefusedWithTheirFile() throws IOException {
    Path good = file("a.yaml", "click: 1");
    assertThat(run("compare", "--weights", good, log()).exitCode()).isEqualTo(2);
    for (String[] bad :
        new String[][] {
          {"click: -1", "weight of click must lie in [0.0, 1.0E12]"},
          {"click: 0", "at least one weight must be above 0"},
          {"clik: 1", "clik is no component; known are click"},
          {"click: much", "weight of click is \"much\"; it must be a number"},
          {"- 1", "holds no weights"},
          {"click: [", "cannot read weights from"},
        }) {
      CommandRun run =
          run("compare", "--weights", good, "--weights", file("b.yaml", bad[0]), log());
      assertThat(run.exitCode()).as(bad[0]).isEqualTo(1);
      assertThat(run.err()).contains("b.yaml").contains(bad[1]);
      assertThat(run.err().lines()).hasSize(1);
    }
    Path empty = file("empty.jsonl");
    assertThat(run("compare", "--weights", good, "--weights", good, empty).err())
        .contains("holds no rewards");
  }

  private static io.flyball.schemas.Reward scored(int i, double a, double b, double c) {
    return reward("shop/" + i, 0, Map.of("a", a, "b", b, "c", c));
  }

  private Path scoredLog() throws IOException {
    Path avro = folder.resolve("scored.avro");
    try (var writer =
        new DataFileWriter<>(new SpecificDatumWriter<>(io.flyball.schemas.Reward.class))) {
      writer.create(io.flyball.schemas.Reward.getClassSchema(), avro.toFile());
      writer.append(scored(1, 1, 10, .1));
      writer.append(scored(2, 2, -10, .1));
      writer.append(scored(3, 3, 0, .1));
      writer.append(scored(4, 6, 0, .5));
    }
    return avro;
  }

  /** Three objectives of different scales: the large one drowns the others in the plain sum. */
  @Test
  void advantagesOfStandardisedComponentsAreThoseOfTheirScales() throws IOException {
    Path weights = file("w.yaml", "a: 1", "b: 1", "c: 2");
    CommandRun run = run("interference", "--weights", weights, scoredLog(), "--json");
    JsonNode json = new ObjectMapper().readTree(run.out());
    double[] composed = {-.809532, -3.103437, -1.154701, 5.067669};
    double[] sums = {11.2, -7.8, 3.2, 7.0};
    for (int i = 0; i < 4; i++) {
      JsonNode decision = json.path("decisions").get(i);
      assertThat(decision.path("advantage").asDouble()).isCloseTo(composed[i], within(1e-6));
      assertThat(decision.path("sum").asDouble()).isCloseTo(sums[i], within(1e-12));
    }
    assertThat(json.path("oppositeSigns").asDouble()).isEqualTo(.5);
    // r = sum (a - 3)(c - .2) / sqrt(14 x .12) = 1.2/sqrt(1.68)
    assertThat(json.path("correlations").path("a").path("c").asDouble())
        .isCloseTo(1.2 / Math.sqrt(1.68), within(1e-12));
    assertThat(json.path("critics").path("shop").get(0).asDouble()).isEqualTo(3);
    assertThat(run("interference", "--weights", weights, scoredLog()).out())
        .contains("opposite sign  50.0% of sums and advantages\n")
        .contains("best decision  by sum shop/1, by advantage shop/4\n");
  }

  @Test
  void aCriticOfEachContextTakesItsMeanAway() throws IOException {
    Path weights = file("w.yaml", "click: 1", "rating: 1");
    CommandRun run = run("interference", "--weights", weights, log(), "--json");
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json.path("components").toString()).isEqualTo("[\"click\",\"rating\"]");
    assertThat(json.path("critics").path("shop home").get(0).asDouble()).isEqualTo(.25);
    assertThat(run("interference", file("empty.jsonl")).err())
        .contains("holds no reward with a component");
  }
}
