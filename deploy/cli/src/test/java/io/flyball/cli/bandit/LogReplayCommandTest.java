package io.flyball.cli.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.cli.CommandRun;
import io.flyball.core.random.Draws;
import io.flyball.tools.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogReplayCommandTest {
  @TempDir private Path dir;

  /** Uniform play on three arms of which b pays .7 and the others .2. */
  private Path log(int rows) throws IOException {
    List<String> lines = new ArrayList<>(List.of("arms,arm,propensity,reward"));
    for (int i = 0; i < rows; i++) {
      int arm = (int) (3 * Draws.uniform(1, i, 0));
      int reward = Draws.uniform(1, i, 1) < (arm == 1 ? .7 : .2) ? 1 : 0;
      lines.add("a|b|c," + "abc".charAt(arm) + ",0.333333333," + reward);
    }
    return Files.write(dir.resolve("log.csv"), lines);
  }

  @Test
  void aPolicyLearnsFromWhatItCouldHaveChosen() throws IOException {
    Path log = log(6000);
    CommandRun run = replay(log, "--target", "epsilon-greedy:epsilon=0.15", "--json");
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
    JsonNode result = new ObjectMapper().readTree(run.out());
    // Once it knows, the policy earns .9 .7 + .1 .2 = .65.
    assertThat(result.at("/history").asLong()).isBetween(2_000L, 2_500L);
    assertThat(result.at("/rejectionSampling").asDouble()).isCloseTo(.65, within(.04));
    assertThat(result.at("/doublyRobust").asDouble()).isCloseTo(.65, within(.04));
    assertThat(result.at("/interval/0").asDouble()).isLessThan(.65);
    assertThat(result.at("/interval/1").asDouble()).isGreaterThan(.65);
    assertThat(replay(log, "--target", "epsilon-greedy:epsilon=0.15", "--json").out())
        .as("the same again")
        .isEqualTo(run.out());
    CommandRun text = replay(log, "--target", "epsilon-greedy:epsilon=0.15");
    assertThat(text.out())
        .contains("rejection sampling  0.6")
        .contains("what this does not tell:")
        .contains("not from the 6,000 of the log")
        .contains("delays are not replayed");
  }

  @Test
  void aShortHistoryClaimsNothing() throws IOException {
    CommandRun run = replay(log(60), "--target", "beta-thompson");
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.out()).contains("refused: at least 50 are needed").doesNotContain("robust");
  }

  @Test
  void mistakesAreOneSentence() throws IOException {
    Path log = log(10);
    for (String[] wrong :
        new String[][] {
          {"--target", "shown:p", "needs the candidate's probability of each arm"},
          {"--acceptance", "2", "most must lie in [0.0, 1.0], found 2.0"},
          {"--quantile", "-1", "quantile must lie in [0.0, 1.0]"},
          {"--model", "net", "--model is contextual, adagrad, arm-mean or none"},
          {"--rewards", "1", "--rewards looks like 0..1"}
        }) {
      List<String> options = new ArrayList<>(List.of(wrong[0], wrong[1]));
      if (!wrong[0].equals("--target")) {
        options.addAll(List.of("--target", "uniform"));
      }
      CommandRun run = replay(log, options.toArray(String[]::new));
      assertThat(run.exitCode()).as(wrong[2]).isEqualTo(ExitCode.USAGE);
      assertThat(run.err()).contains(wrong[2]).doesNotContain("\tat ");
    }
  }

  private static CommandRun replay(Path log, String... options) {
    List<String> args = new ArrayList<>(List.of("bandit", "replay", log.toString()));
    args.addAll(List.of(options));
    return CommandRun.of(args.toArray(String[]::new));
  }
}
