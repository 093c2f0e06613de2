package io.flyball.cli.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.cli.FlyballProcess;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A click on what stood second, through {@code pipe feedback | pipe reward | pipe bandit}: it once
 * taught the arm that stood first.
 */
class SlateChainTest {
  private static final List<String> SHOWN =
      List.of(
          "{'type':'Exposure','id':'e1','time':1700000001000,'user':'ada','item':'a',"
              + "'decisionId':'shop/1','position':1}",
          "{'type':'Exposure','id':'e2','time':1700000001000,'user':'ada','item':'b',"
              + "'decisionId':'shop/1','position':2}",
          "{'type':'FeedbackSignal','id':'s1','time':1700000002000,'user':'ada','kind':'CLICK',"
              + "'exposureId':'e2'}");
  private static final String ASKED =
      "{'type':'DecisionRequest','id':'shop/1','time':1700000000000,'context':[1],"
          + "'arms':[{'id':'a'},{'id':'b'},{'id':'c'}],'positions':2,"
          + "'loggedSlate':[{'arm':'a','propensity':0.4},{'arm':'b','propensity':0.5}]}";

  private static List<String> piped(String job, List<String> lines, String... options)
      throws Exception {
    List<String> args = new ArrayList<>(List.of("pipe", job));
    args.addAll(List.of(options));
    try (FlyballProcess pipe = FlyballProcess.start(args.toArray(String[]::new))) {
      for (String line : lines) {
        pipe.send(line.replace('\'', '"'));
      }
      pipe.endInput();
      assertThat(pipe.exitCode()).isZero();
      return pipe.out().all();
    }
  }

  private static JsonNode json(String line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError(line, e);
    }
  }

  @Test
  void theClickedArmIsCreditedAndTheOneAboveItIsNot() throws Exception {
    List<String> rewards = piped("reward", piped("feedback", SHOWN));
    assertThat(rewards)
        .filteredOn(line -> line.contains("\"type\":\"Reward\""))
        .extracting(SlateChainTest::json)
        .extracting(
            reward -> reward.get("id").asText(),
            reward -> reward.get("arm").asText(),
            reward -> reward.get("position").asInt(),
            reward -> reward.get("value").asDouble())
        .containsExactlyInAnyOrder(
            tuple("reward/shop/1#1/0", "a", 1, 0.0), tuple("reward/shop/1#2/0", "b", 2, 1.0));
    List<String> asked = new ArrayList<>(List.of(ASKED));
    asked.addAll(rewards);
    List<JsonNode> outcomes = new ArrayList<>();
    for (String line : piped("bandit", asked, "--set", "bandit.window=20 d")) {
      JsonNode node = json(line);
      assertThat(node.get("type").asText()).isNotEqualTo("DeadLetter");
      if (node.get("type").asText().equals("DecisionOutcome")) {
        outcomes.add(node);
      }
    }
    assertThat(outcomes)
        .extracting(
            one -> one.get("position").asInt(),
            one -> one.get("arm").asText(),
            one -> one.get("reward").asDouble(),
            one -> one.get("propensity").asDouble())
        .containsExactlyInAnyOrder(tuple(1, "a", 0.0, 0.4), tuple(2, "b", 1.0, 0.5));
  }
}
