package io.flyball.cli.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Heads learned from preferences. */
class RewardHeadsCommandTest extends WithRewardFiles {
  private Path preferences(int lines) throws IOException {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < lines; i++) {
      // Of ten, seven go one way; 7 is prime to 10, so that they are spread.
      boolean up = i * 7 % 10 < 7;
      all.add(
          "{\"objective\":\"helpful\",\"preferred\":[%d],\"rejected\":[%d]}"
              .formatted(up ? 1 : 0, up ? 0 : 1));
    }
    all.add("{\"objective\":\"brief\",\"preferred\":[0],\"rejected\":[1]}");
    return file("preferences.jsonl", all.toArray(String[]::new));
  }

  /** With probability p of a preference the margin settles at logit(p)/beta = 8.472979. */
  @Test
  void aHeadSettlesAtTheLogitOfItsPreferences() throws IOException {
    Path file = preferences(20_000);
    JsonNode one = new ObjectMapper().readTree(run("heads", file, "--json").out());
    double helpful = one.path("objectives").path("helpful").path("coefficients").get(0).asDouble();
    assertThat(helpful).isCloseTo(8.472979, within(.03 * 8.472979));
    // One preference from zeros: -rate beta/2.
    double brief = one.path("objectives").path("brief").path("coefficients").get(0).asDouble();
    assertThat(brief).isCloseTo(-.025, within(1e-12));
    Path weights = file("w.yaml", "helpful: 3", "brief: 1");
    JsonNode other =
        new ObjectMapper().readTree(run("heads", "--weights", weights, file, "--json").out());
    assertThat(other.path("score").get(0).asDouble())
        .isCloseTo((3 * helpful + brief) / 4, within(1e-12));
    assertThat(other.path("objectives").path("helpful").path("coefficients"))
        .isEqualTo(one.path("objectives").path("helpful").path("coefficients"));
    assertThat(run("heads", file).out())
        .contains("helpful               20,000")
        .contains("brief                      1");
  }

  @Test
  void aLineThatIsNoPreferenceIsNamed() throws IOException {
    for (String[] bad :
        new String[][] {
          {"no", "it is no JSON object"},
          {"{}", "objective is missing"},
          {"{\"objective\":\"a\",\"preferred\":[1]}", "rejected is"},
          {"{\"objective\":\"a\",\"preferred\":[1,2],\"rejected\":[1]}", "a list of 2 numbers"},
          {"{\"objective\":\"a\",\"preferred\":[\"1\"],\"rejected\":[1]}", "preferred is"},
        }) {
      CommandRun run = run("heads", file("p.jsonl", "", bad[0]));
      assertThat(run.exitCode()).as(bad[0]).isEqualTo(1);
      assertThat(run.err()).contains("line 2: ").contains(bad[1]);
    }
    assertThat(run("heads", file("p.jsonl")).err()).contains("holds no preferences");
    assertThat(run("heads", "--beta", "0", preferences(1)).exitCode()).isEqualTo(2);
    assertThat(run("heads", "--weights", file("w.yaml", "b: 1"), preferences(1)).err())
        .contains("b is no component; known are brief, helpful");
  }
}
