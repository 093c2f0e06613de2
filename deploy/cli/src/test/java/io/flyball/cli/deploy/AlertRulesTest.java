package io.flyball.cli.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alert rules fire on the faults that they are for, and on nothing less. */
class AlertRulesTest {
  private static final Path RULES = Manifests.deploy().resolve("prometheus/alerts.yml");
  private static final Path CASES = Manifests.deploy().resolve("prometheus/alerts_test.yml");

  @Test
  void everyRuleHasACase() {
    Set<String> tested = new TreeSet<>(Manifests.yaml(CASES).findValuesAsText("alertname"));
    assertThat(tested)
        .containsExactlyElementsOf(new TreeSet<>(Manifests.yaml(RULES).findValuesAsText("alert")));
  }

  @Test
  void everyCaseHolds() throws Exception {
    Run run = promtool(CASES);
    assertThat(run.code()).as(run.output()).isZero();
    assertThat(run.output()).contains("SUCCESS");
  }

  @Test
  void aRuleWithAnotherThresholdIsFound(@TempDir Path folder) throws Exception {
    Path rules = folder.resolve(RULES.getFileName());
    Files.writeString(rules, Files.readString(RULES).replace("> 0.01 *", "> 0.5 *"));
    Run run = promtool(Files.copy(CASES, folder.resolve(CASES.getFileName())));
    assertThat(run.code()).as(run.output()).isNotZero();
    assertThat(run.output()).contains("DeadLettersRising", "ObservationsRefused");
  }

  private record Run(int code, String output) {}

  private static Run promtool(Path cases) throws IOException, InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder(List.of("promtool", "test", "rules", cases.toString()))
              .redirectErrorStream(true)
              .start();
    } catch (IOException absent) {
      assumeTrue(
          false, "no promtool found: the alert rules are not tested; apt-get install prometheus");
      throw absent;
    }
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), output);
  }
}
