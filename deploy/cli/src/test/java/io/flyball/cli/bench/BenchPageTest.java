package io.flyball.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.bench.BenchReport.Row;
import io.flyball.bench.Growth;
import io.flyball.bench.Machine;
import io.flyball.bench.PeerCost;
import io.flyball.cli.CommandRun;
import io.flyball.tools.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchPageTest {
  private static final Machine MACHINE =
      new Machine("Abacus 3000", 2, 8L << 30, 2L << 30, "os", "jvm", "2.3.0", "4.2.2");

  @TempDir private Path folder;

  @Test
  void tooFewRecordsAreRefusedBeforeAnythingIsMeasured() {
    CommandRun run = CommandRun.of("bench", "all", "--records", "5");
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("records is 5", "10000");
  }

  @Test
  void whatIsNoReportIsRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("a.json"), "{\"figures\": 3}");
    assertThat(page(text).err()).contains("is no report of ./flyball bench all");
    assertThat(page(folder.resolve("none.json")).err()).contains("cannot read", "none.json");
    assertThat(folder.resolve("page.md")).doesNotExist();
  }

  @Test
  void aPageNamesTheMachineAndShowsEveryFigureAndCurve() throws IOException {
    Path file = folder.resolve("bench.json");
    new ObjectMapper().writeValue(file.toFile(), report());
    CommandRun run = page(file);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(Files.readString(folder.resolve("page.md")))
        .contains("Abacus 3000, 2 cores, 8,192 MiB", "`./flyball bench all --quick`", "2 min")
        .contains("| reward throughput heap | records/s | 300,000 | 150,000 | 0.50 | 0.50 | met |")
        .contains("| kernels adwin | /s | 10,000,000 | 9,000,000 | 0.90 | 1.00 | missed |")
        .contains("| P9 abacus | 8.0 [7.0-9.0] | 0.5 | 1.10 | 9,000 | most of it |")
        .contains("| reward | heap | 12.5 | 80,000 | 0.13 |")
        .contains("| 1,000,000 | 9.0 | 70,000 | 512 |")
        .contains("![cameras](images/growth-keys.png)");
    for (Growth axis : Growth.values()) {
      assertThat(folder.resolve("images/growth-" + axis.key() + ".png")).isNotEmptyFile();
    }
  }

  private static Map<String, Object> report() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put(
        "reward",
        List.of(
            Row.atLeast("throughput heap", "records/s", 300_000, 150_000, 0.5),
            new Row("processor time heap", "us/record", 2.5, 12.5, 0.2, null, null)));
    figures.put("kernels", List.of(Row.atLeast("adwin", "/s", 10e6, 9e6, 1)));
    Map<String, Object> growth = new LinkedHashMap<>();
    for (Growth axis : Growth.values()) {
      growth.put(
          axis.key(),
          axis.sizes().stream()
              .map(size -> new Growth.Point(size, 9, 70_000, 512L << 20))
              .toList());
    }
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("machine", MACHINE);
    report.put("records", 200_000);
    report.put("quick", true);
    report.put("seed", 1);
    report.put("seconds", 61);
    report.put("figures", figures);
    report.put("growth", growth);
    PeerCost peer =
        new PeerCost(
            "P9 abacus",
            "most of it",
            List.of(
                new PeerCost.Round(7, 1, 0.5, 1.1, 9_000),
                new PeerCost.Round(9, 1, 0.5, 1.1, 9_000)));
    report.put("peers", Map.of("reward", List.of(BenchPeersCommand.asMap(peer))));
    return report;
  }

  private CommandRun page(Path file) {
    return CommandRun.of(
        "bench", "page", file.toString(), "--out", folder.resolve("page.md").toString());
  }
}
