package io.flyball.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.cli.CommandRun;
import io.flyball.tools.ExitCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchDoorTest {
  @TempDir private Path folder;

  @Test
  void lengthsOutsideTheirRangeAreRefusedBeforeAnythingStarts() {
    CommandRun run = CommandRun.of("bench", "door", "--rounds", "0");
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("--rounds is 0; allowed is 1 to 1000");
  }

  /** Whether bars are met is not for a second's measurement to tell. */
  @Test
  void aShortRunMeasuresEveryFigureBesideItsFloor() throws Exception {
    Path file = folder.resolve("door.json");
    CommandRun run =
        CommandRun.of(
            "bench",
            "door",
            "--rounds",
            "1",
            "--seconds",
            "1",
            "--outage",
            "1",
            "--out",
            file.toString());
    assertThat(run.exitCode()).as(run.err()).isBetween(0, 1);
    JsonNode report = new ObjectMapper().readTree(file.toFile());
    assertThat(report.get("met").booleanValue()).isEqualTo(run.exitCode() == 0);
    assertThat(report.get("commit").textValue()).isNotEmpty();
    List<String> barred = new ArrayList<>();
    for (JsonNode figure : report.get("figures")) {
      String name = figure.get("figure").textValue();
      assertThat(run.out()).contains("| " + name + " |");
      assertThat(figure.get("value").doubleValue()).as(name).isFinite().isNotNegative();
      if (!figure.get("bar").isNull()) {
        barred.add(name);
        assertThat(figure.get("floor").doubleValue()).as(name).isPositive();
        assertThat(figure.get("least").doubleValue())
            .as(name)
            .isLessThanOrEqualTo(figure.get("most").doubleValue());
      }
    }
    assertThat(barred)
        .containsExactly(
            "single records to pass-through",
            "batches of 100 to pass-through",
            "decide to pass-through single",
            "lone ack p50 to the producer's",
            "decide p99 at 5,000/s, to 25 ms",
            "client decide to the bare loop",
            "50 live tabs, to 10 % of a core",
            "live readers that are served",
            "heap after 1 s without a broker");
  }
}
