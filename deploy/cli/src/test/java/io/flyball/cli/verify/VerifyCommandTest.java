package io.flyball.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.cli.CommandRun;
import io.flyball.cli.FlyballProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real processes, really killed. */
class VerifyCommandTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--job=parrot | --job 'parrot': allowed are [",
        "--records=0 | --records is 0: allowed are 1 to 2147483647",
        "--kill=printer=1 | --kill 'printer': allowed are [taskmanager, broker, jobmanager",
        "--kill=gateway=1 | --kill gateway: there is one with --scenario door alone",
        "--kill=broker=-1 | --kill broker=-1: allowed is 0 or more",
        "--scenario=flood | --scenario 'flood': allowed are [kill, rescale, upgrade, lingering",
        "--backend=tape | --backend 'tape': allowed are [heap, rocksdb]",
        "--guarantee=maybe | --guarantee 'maybe': allowed are [at-least-once, exactly-once]",
      })
  void whatMakesNoSenseIsRefusedBeforeAnythingStarts(String option, String sentence) {
    CommandRun run = CommandRun.of("verify", option);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(sentence).doesNotContain("\tat ", "starting");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void feedbackKeepsItsPromisesWhenItIsPoisonedAndWorkerAndBrokerAreKilled() throws Exception {
    CommandRun run =
        CommandRun.of(
            "verify",
            "--job=feedback",
            "--scenario=poison",
            "--records=4000",
            "--kill=taskmanager=1,broker=1",
            "--json");

    assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
    JsonNode report = new ObjectMapper().readTree(run.out());
    assertThat(report.path("passed").asBoolean()).isTrue();
    assertThat(report.path("restarts").asInt()).isPositive();
    assertThat(report.path("recoverySeconds").path("taskmanager")).hasSize(1);
    assertThat(report.path("recoverySeconds").path("broker")).hasSize(1);
    assertThat(report.path("outputs").path("feedback.attributed").asInt()).isGreaterThan(3_000);
    assertThat(report.path("outputs").path("dead-letters").asInt()).isEqualTo(111);
  }

  @Test
  void whatComesByHttpCountsOnceWhenGatewayAndBrokerAreKilled() throws Exception {
    CommandRun run =
        CommandRun.of(
            "verify",
            "--job=feedback",
            "--scenario=door",
            "--records=4000",
            "--kill=broker=1,gateway=2",
            "--json");

    assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
    JsonNode report = new ObjectMapper().readTree(run.out());
    assertThat(report.path("passed").asBoolean()).isTrue();
    assertThat(report.path("recoverySeconds").path("gateway")).hasSize(2);
    assertThat(report.path("recoverySeconds").path("broker")).hasSize(1);
    assertThat(report.path("outputs").path("feedback.attributed").asInt()).isGreaterThan(3_000);
  }

  /** The negative control: without transactions the same eyes see duplicates. */
  @Test
  @Tag("soak")
  void atLeastOnceIsFoundOut() throws Exception {
    CommandRun run =
        CommandRun.of(
            "verify",
            "--job=feedback",
            "--records=20000",
            "--kill=taskmanager=3",
            "--guarantee=at-least-once",
            "--json");

    assertThat(run.exitCode()).as(run.err() + run.out()).isEqualTo(1);
    JsonNode report = new ObjectMapper().readTree(run.out());
    assertThat(report.path("passed").asBoolean()).isFalse();
    assertThat(report.path("extra").asInt()).isPositive();
    assertThat(report.path("missing").asInt()).isZero();
    assertThat(report.path("samples").path(0).asText()).startsWith("extra ");
  }

  @Test
  void killedCommandLeavesNoProcessAndNoFolder() throws Exception {
    try (FlyballProcess verify = FlyballProcess.start("verify", "--job=feedback")) {
      String line = verify.err().await(any -> any.contains("data in "));
      Path folder = Path.of(line.substring(line.indexOf("data in ") + "data in ".length()));
      verify.err().await(any -> any.startsWith("Kafka at "));
      List<ProcessHandle> children = verify.children();
      assertThat(children).hasSize(5);

      verify.process().destroyForcibly();

      assertThat(verify.exitCode()).isEqualTo(128 + 9);
      for (ProcessHandle child : children) {
        child.onExit().get(1, TimeUnit.MINUTES);
      }
      assertThat(Files.exists(folder)).isFalse();
    }
  }
}
