package io.flyball.cli.reward;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.cli.FlyballProcess;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code flyball pipe reward} as a process. */
class PipeRewardTest {
  private static String feedback(String id, long time, String kind) {
    return """
    {"type":"AttributedFeedback","id":"signal/%s","subject":"SIGNAL","status":"ATTRIBUTED",\
    "time":%d,"user":"ada","exposure":{"id":"x1","time":1700000000000,"user":"ada",\
    "item":"film","surface":"home","decisionId":"shop/1"},"signal":{"id":"%s","time":%d,\
    "user":"ada","kind":"%s","exposureId":"x1"}}\
    """
        .formatted(id, time, id, time, kind);
  }

  private static String member(String id, String score) {
    return """
    {"type":"GroupMember","id":"%s","time":1700000000000,"groupId":"g",\
    "decisionId":"agent/%s","expectedSize":2,"components":{"score":%s}}\
    """
        .formatted(id, id, score);
  }

  @Test
  void aClickIsCorrectedByItsReturnAGroupIsJudgedAndNothingIsLost() throws Exception {
    List<JsonNode> lines = new ArrayList<>();
    try (FlyballProcess pipe =
        FlyballProcess.start("pipe", "reward", "--set", "reward.scalar-lowest=-1")) {
      pipe.send(member("a", "1"));
      pipe.send(member("b", "0"));
      pipe.send(member("c", "NaN"));
      pipe.send(feedback("s1", 1_700_000_060_000L, "CLICK"));
      pipe.send(feedback("s2", 1_700_086_460_000L, "RETURN"));
      pipe.endInput();
      assertThat(pipe.exitCode()).isZero();
      for (String line : pipe.out().all()) {
        lines.add(new ObjectMapper().readTree(line));
      }
    }
    assertThat(lines).hasSize(5);
    JsonNode correction = find(lines, "reward/shop/1/1");
    assertThat(find(lines, "reward/shop/1/0").path("value").asDouble()).isEqualTo(1);
    assertThat(correction.path("value").asDouble()).isEqualTo(-1);
    assertThat(correction.path("kind").asText()).isEqualTo("CORRECTION");
    assertThat(correction.path("corrects").asText()).isEqualTo("reward/shop/1/0");
    assertThat(correction.path("components").path("click").asDouble()).isEqualTo(1);
    assertThat(find(lines, "reward/group/g/a").path("value").asDouble()).isEqualTo(1);
    assertThat(find(lines, "reward/group/g/b").path("value").asDouble()).isEqualTo(-1);
    assertThat(lines)
        .filteredOn(line -> line.path("type").asText().equals("DeadLetter"))
        .singleElement()
        .satisfies(letter -> assertThat(letter.path("job").asText()).isEqualTo("reward"));
  }

  private static JsonNode find(List<JsonNode> lines, String id) {
    return lines.stream()
        .filter(line -> line.path("id").asText().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + id + " among " + lines));
  }
}
