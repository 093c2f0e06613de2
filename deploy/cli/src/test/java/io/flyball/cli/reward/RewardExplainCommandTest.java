package io.flyball.cli.reward;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A reward taken apart. */
class RewardExplainCommandTest extends WithRewardFiles {
  private static final String FIRST =
      """
      {"type":"Reward","id":"reward/shop/1/0","time":1700000060000,"decisionId":"shop/1",\
      "value":1,"components":{"click":1},"evidence":["s1"]}\
      """;
  private static final String CORRECTION =
      """
      {"type":"Reward","id":"reward/shop/1/1","time":1700086460000,"decisionId":"shop/1",\
      "kind":"CORRECTION","value":0,"components":{"click":1,"return":-1},"revision":1,\
      "corrects":"reward/shop/1/0","weightsVersion":3,"evidence":["s1","s2"],\
      "adjustments":{"hindsight":-2,"limit":1},"shadow":{"next":-1}}\
      """;
  private static final String CONTROL =
      """
      {"type":"ControlUpdate","target":"reward","version":3,"time":1700000000000,\
      "parameters":{"weights.click":"2","weights.return":"1"}}\
      """;

  @Test
  void withoutASubcommandOrASourceTheCommandLineMakesNoSense() {
    assertThat(CommandRun.of("reward").exitCode()).isEqualTo(2);
    assertThat(run("explain", "--decision", "shop/1").exitCode()).isEqualTo(2);
    assertThat(run("explain", "--decision", "x", "--log", "a", "--bootstrap", "b").exitCode())
        .isEqualTo(2);
  }

  @Test
  void aRewardIsTakenApartRevisionByRevision() throws IOException {
    Path log = file("rewards.jsonl", CORRECTION, FIRST, CONTROL, "broken");
    CommandRun run = run("explain", "--decision", "shop/1", "--log", log);
    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).contains("passed over 1 records");
    assertThat(run.out())
        .isEqualTo(
            """
            shop/1: policy shop, 2 revisions
            revision 0  2023-11-14T22:14:20Z  value 1
              click                     1 x 1               1
              sum                                           1
              weights of the configuration
              made from s1
            revision 1  2023-11-15T22:14:20Z  value 0  replaces reward/shop/1/0
              click                     1 x 2               2
              return                   -1 x 1              -1
              hindsight                                    -2
              limit                                         1
              sum                                           0
              weights of control version 3
              under next: -1
              made from s1, s2
            """);
  }

  @Test
  void weightsThatAreNotAtHandAreNotGuessed() throws IOException {
    Path log = file("rewards.jsonl", CORRECTION);
    CommandRun run = run("explain", "--decision", "shop/1", "--log", log, "--json");
    JsonNode revision = new ObjectMapper().readTree(run.out()).path("revisions").get(0);
    assertThat(revision.path("addsUp").asBoolean()).isFalse();
    assertThat(revision.path("weights").isEmpty()).isTrue();
    assertThat(revision.path("components").path("return").asDouble()).isEqualTo(-1);
    assertThat(run("explain", "--decision", "shop/1", "--log", log).out())
        .contains("control version 3, which is not at hand");
  }

  @Test
  void aWrongConfigurationIsSeenBecauseTheSumDoesNotAddUp() throws IOException {
    Path log = file("rewards.jsonl", FIRST);
    CommandRun run =
        run("explain", "--decision", "shop/1", "--log", log, "--set", "reward.weights.click=3");
    assertThat(run.out()).contains("does not add up to");
  }

  @Test
  void whatIsNotThereIsSaidInOneSentence() throws IOException {
    Path log = file("rewards.jsonl", FIRST);
    CommandRun unknown = run("explain", "--decision", "shop/2", "--log", log);
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.err())
        .isEqualTo("flyball: no reward of decision shop/2 among the 1 rewards read\n");
    CommandRun missing = run("explain", "--decision", "x", "--log", folder.resolve("none"));
    assertThat(missing.err()).contains("there is no such file");
  }
}
