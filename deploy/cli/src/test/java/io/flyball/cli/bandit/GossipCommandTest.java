package io.flyball.cli.bandit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.cli.CommandRun;
import io.flyball.tools.ExitCode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class GossipCommandTest {
  @Test
  void regionsComeNearerToTheBestModelFromLookToLook() throws IOException {
    CommandRun run = CommandRun.of("bandit gossip --nodes 4 --until 200 --json".split(" ", -1));

    assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
    String[] lines = run.out().strip().split("\n", -1);
    assertThat(lines).hasSize(4);
    JsonNode first = new ObjectMapper().readTree(lines[0]);
    JsonNode last = new ObjectMapper().readTree(lines[3]);
    assertThat(last.get("time").asDouble()).isEqualTo(200);
    assertThat(last.get("squaredError").asDouble() * 100)
        .isLessThan(first.get("squaredError").asDouble());
  }

  @Test
  void gossipOfOneIsRefused() {
    CommandRun alone = CommandRun.of("bandit gossip --nodes 1".split(" ", -1));
    CommandRun never = CommandRun.of("bandit gossip --until NaN".split(" ", -1));

    assertThat(alone.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(alone.err()).contains("at least two nodes");
    assertThat(never.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(never.err()).contains("--until");
  }
}
