package io.flyball.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.jobs.runtime.FlinkConfig.Backend;
import io.flyball.jobs.runtime.KafkaConfig.Guarantee;
import io.flyball.verify.Fault.Target;
import io.flyball.verify.RunHistory;
import io.flyball.verify.VerifyOptions;
import io.flyball.verify.VerifyReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperationsPageTest {
  @TempDir private Path folder;

  @Test
  void eachFaultOfARunIsARowAndANewRunReplacesThoseOfItsKind() throws IOException {
    OperationsPage.update(page(), report("loop", 4000, 0, Map.of()), "aaa");
    OperationsPage.update(
        page(), report("bias", 4000, 7, Map.of(Target.BROKER, List.of(9.0, 3.0, 4.0))), "aaa");
    assertThat(rows())
        .containsExactly(
            "| bias | kill | heap | 4,000 | broker | 3 | 7 | 0 | 4.0 | 9.0 | **no** | aaa |",
            "| loop | kill | heap | 4,000 | of the scenario | 1 | 0 | 0 |  |  | yes | aaa |");

    OperationsPage.update(
        page(),
        report(
            "bias",
            20_000,
            0,
            Map.of(Target.TASKMANAGER, List.of(1.0), Target.JOBMANAGER, List.of(2.0, 5.0))),
        "bbb");
    assertThat(rows())
        .containsExactly(
            "| bias | kill | heap | 20,000 | jobmanager | 2 | 0 | 0 | 3.5 | 5.0 | yes | bbb |",
            "| bias | kill | heap | 20,000 | taskmanager | 1 | 0 | 0 | 1.0 | 1.0 | yes | bbb |",
            "| loop | kill | heap | 4,000 | of the scenario | 1 | 0 | 0 |  |  | yes | aaa |");
  }

  private Path page() {
    return folder.resolve("operations.md");
  }

  private List<String> rows() throws IOException {
    return Files.readAllLines(page()).stream()
        .filter(line -> line.startsWith("| "))
        .skip(1)
        .toList();
  }

  private static VerifyReport report(
      String job, long records, long missing, Map<Target, List<Double>> recoveries) {
    RunHistory story = new RunHistory();
    story.recoveries().putAll(recoveries);
    VerifyOptions options =
        new VerifyOptions(records, Map.of(), 1, Backend.HEAP, Guarantee.EXACTLY_ONCE, "kill");
    return new VerifyReport(
        job, options, story, Map.of(), 0, missing, 0, List.of(), List.of(), List.of(1.0, 1.0));
  }
}
