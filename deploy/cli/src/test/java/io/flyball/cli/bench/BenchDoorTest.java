package io.flyball.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.cli.CommandRun;
import io.flyball.tools.ExitCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
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

  @Test
  void aSoakTakesALengthAndNothingOfTheOtherFigures() {
    CommandRun run = CommandRun.of("bench", "door", "--soak", "1 s");
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("--soak is 1 s; allowed is 10 s or more");
    run = CommandRun.of("bench", "door", "--soak", "long");
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("--soak: \"long\" is not a duration, such as '1 h' or '90 s'");
    run = CommandRun.of("bench", "door", "--soak", "1 h", "--rounds", "2");
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("--rounds 2 does nothing here: it counts without --soak");
  }

  /** Every request must succeed: not for a machine that runs other tests beside it. */
  @Test
  @Tag("soak")
  void aSoakTellsWhatFailedAndWhatGrew() throws Exception {
    Path file = folder.resolve("soak.json");
    CommandRun run = CommandRun.of("bench", "door", "--soak", "10 s", "--out", file.toString());
    assertThat(run.exitCode()).as(run.err()).isBetween(0, 1);
    JsonNode report = new ObjectMapper().readTree(file.toFile());
    assertThat(report.get("soakSeconds").intValue()).isEqualTo(10);
    JsonNode first = report.get("figures").get(0);
    assertThat(first.get("figure").textValue()).isEqualTo("requests that succeed");
    // 200 records, 2 batches and 200 decisions a second.
    assertThat(first.get("floor").doubleValue()).isEqualTo(4020);
    assertThat(first.get("ratio").doubleValue()).as(run.err()).isEqualTo(1);
    assertThat(report.get("figures").get(1).get("ratio").doubleValue()).isEqualTo(1);
    JsonNode heap = report.get("figures").get(2);
    assertThat(heap.get("figure").textValue()).startsWith("heap");
    assertThat(heap.get("floor").doubleValue()).isPositive();
    assertThat(run.out()).contains("| heap, last fifth to the second | MiB |");
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
