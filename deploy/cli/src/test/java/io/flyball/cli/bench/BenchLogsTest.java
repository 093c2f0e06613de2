package io.flyball.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.cli.CommandRun;
import io.flyball.cli.SharedBroker;
import io.flyball.local.ReadyBroker;
import io.flyball.tools.ExitCode;
import io.flyball.tools.kafka.Broker;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchLogsTest {
  @TempDir private Path folder;

  @Test
  void aLogThatIsTooSmallToMeasureIsRefused() {
    CommandRun run = CommandRun.of("bench", "import", "--rows", "9");
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("--rows is 10000 to 20000000 and --rounds 1 to 100");
  }

  /** Whether the bar is met is not for so short a run to tell. */
  @Test
  void anImportIsMeasuredBesideAProducerThatSendsTheSameRecords() throws Exception {
    ReadyBroker kafka = SharedBroker.get();
    var rows = new ImportBench(Broker.started(kafka.bootstrap()), folder, 2_000, 1).run(1);
    assertThat(rows).extracting("figure").contains("import");
    assertThat(rows.get(0).floor()).isPositive();
    assertThat(rows.get(0).value()).isPositive();
    assertThat(rows.get(0).bar()).isEqualTo(0.6);
    assertThat(sent(kafka, "import-1.")).isEqualTo(sent(kafka, "floor-1.")).hasSize(2_000);
  }

  /** Partition, key, value and place of every record. */
  private static List<String> sent(ReadyBroker kafka, String prefix) {
    return ReadyBroker.readAll(kafka.bootstrap(), prefix + "feedback.signals").stream()
        .map(
            r ->
                r.partition()
                    + " "
                    + new String(r.key(), java.nio.charset.StandardCharsets.UTF_8)
                    + " "
                    + java.util.HexFormat.of().formatHex(r.value()))
        .sorted()
        .toList();
  }

  @Test
  void theMetricsOfALogAreMeasuredBesideTheRateThatIsAskedFor() throws Exception {
    var figures = new AnalyzeBench(folder, 1_000).run(2_000, 1, 1);
    assertThat(figures).hasSize(4);
    assertThat(figures.get(0).floor()).isEqualTo(20);
    assertThat(figures.get(3).floor()).isEqualTo(1e6);
    assertThat(figures).allSatisfy(figure -> assertThat(figure.value()).isPositive());
  }
}
