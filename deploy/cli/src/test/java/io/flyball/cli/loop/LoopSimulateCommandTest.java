package io.flyball.cli.loop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoopSimulateCommandTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "--takeover=1.5, 1.5",
    "--takeover=NaN, NaN",
    "--at=-1, -1",
    "--events=0, --events",
    "--runs=0, --runs",
    "--detector=oracle, oracle"
  })
  void whatIsNotAllowedIsAUsageError(String option, String named) {
    CommandRun run = CommandRun.of("loop", "simulate", option);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains(named);
  }

  @Test
  void aRunTooShortToMeasureHasNoMetrics() throws IOException {
    CommandRun run = CommandRun.of("loop", "simulate", "--events", "499", "--json");
    JsonNode result = new ObjectMapper().readTree(run.out());

    assertThat(run.exitCode()).isZero();
    assertThat(result.get("windows")).isEmpty();
    assertThat(result.get("delay").isNull()).isTrue();
    assertThat(result.at("/exposureGiniOverN/before").isNull()).isTrue();
  }

  @Test
  void theGovernorBringsGiniAndSourceShareBackIntoTheirBands() throws IOException {
    Path picture = folder.resolve("takeover.png");
    String[] args = {
      "loop",
      "simulate",
      "--takeover",
      "0.5",
      "--at",
      "6000",
      "--events",
      "16000",
      "--governor",
      "--json",
      "--plot",
      picture.toString()
    };
    CommandRun run = CommandRun.of(args);
    List<JsonNode> results =
        new ObjectMapper().readerFor(JsonNode.class).<JsonNode>readValues(run.out()).readAll();

    assertThat(results).hasSize(2);
    JsonNode free = results.get(0);
    JsonNode governed = results.get(1);
    assertThat(free.get("delay").asLong()).isLessThan(100);
    assertThat(free.get("falseAlarms").asLong()).isZero();
    assertThat(free.get("exposureGiniInBand").asBoolean()).isFalse();
    assertThat(free.get("popularSourceShareInBand").asBoolean()).isFalse();
    assertThat(governed.get("exposureGiniInBand").asBoolean()).isTrue();
    assertThat(governed.get("popularSourceShareInBand").asBoolean()).isTrue();
    assertThat(free.at("/windows/0")).isEqualTo(governed.at("/windows/0"));
    assertThat(ImageIO.read(picture.toFile()).getWidth()).isEqualTo(1200);
    assertThat(CommandRun.of(args).out()).isEqualTo(run.out());
    Files.delete(picture);
  }

  @Test
  void worldsWithoutTakeoverHaveOnlyFalseAlarms() {
    CommandRun run =
        CommandRun.of("loop", "simulate", "--takeover", "0", "--events", "12000", "--runs", "2");

    assertThat(run.out())
        .contains("false alarms           0 in 0 of 2 runs")
        .doesNotContain("detected", "OUTSIDE");
  }
}
