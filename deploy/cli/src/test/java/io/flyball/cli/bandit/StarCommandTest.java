package io.flyball.cli.bandit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.cli.CommandRun;
import io.flyball.tools.ExitCode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class StarCommandTest {
  @Test
  void theLargerStepIsAheadAndAnUpdateIsSmallerThanAGradient() throws IOException {
    CommandRun run = CommandRun.of("bandit star --steep 100 --rounds 150 --json".split(" ", -1));

    assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
    String[] lines = run.out().strip().split("\n", -1);
    JsonNode arithmetic = new ObjectMapper().readTree(lines[1]);
    JsonNode quadratic = new ObjectMapper().readTree(lines[2]);
    assertThat(arithmetic.get("bytes").asLong()).isEqualTo(20L * 150 * (4 * 12 + 4));
    assertThat(arithmetic.get("squaredGradient").asDouble() * 100)
        .isLessThan(quadratic.get("squaredGradient").asDouble());
  }

  @Test
  void aStarThatTellsMoreThanThereIsIsRefused() {
    CommandRun run = CommandRun.of("bandit star --length 3 --tell 4".split(" ", -1));

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("1 to length values");
  }
}
