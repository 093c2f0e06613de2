package io.flyball.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.cli.CommandRun;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.config.Key;
import io.flyball.jobs.runtime.config.KeyInfo;
import io.flyball.jobs.runtime.config.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ConfigCommandTest {

  record Deployment(@Key(meaning = "Joins feedback.") Feedback feedback) {}

  record Feedback(
      @Key(value = "5 min", meaning = "How late events may come.") Duration lateness,
      @Key(value = "10", meaning = "Most of a user.", unit = "records", min = "1") int limit) {}

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(Map<String, String> env, String... arguments) {
    return new CommandLine(new ConfigCommand(Deployment.class, env))
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @Test
  void showPrintsEveryKeyWithItsMeaning() {
    assertThat(run(Map.of("FLYBALL_FEEDBACK_LIMIT", "20"), "show")).isZero();
    assertThat(out)
        .hasToString(
            """
            # Joins feedback.
            feedback:
              # How late events may come.
              # Default: 5 min. Allowed: a duration such as 500 ms, 30 s, 5 min, 2 h, 14 d or \
            PT5M, at least 0 s, at most 36500 d.
              lateness: 5 min
              # Most of a user. Unit: records.
              # Default: 10. Allowed: a whole number, at least 1.
              limit: 20
            """);
  }

  @Test
  void whatShowPrintsIsAFileThatCanBeUsed(@TempDir Path folder) throws IOException {
    run(Map.of(), "show", "--set", "feedback.limit=20");
    String shown = out.toString();
    Path file = Files.writeString(folder.resolve("flyball.yaml"), shown);
    out.getBuffer().setLength(0);
    assertThat(run(Map.of(), "show", "--config", file.toString())).isZero();
    assertThat(out).hasToString(shown);
  }

  @Test
  void checkSaysOkOrNamesEveryFaultOnTheErrorStream() {
    assertThat(run(Map.of(), "check", "--set", "feedback.limit=1")).isZero();
    assertThat(out.toString()).isEqualToIgnoringNewLines("ok");
    int code = run(Map.of(), "check", "--set", "feedback.limit=0", "--set", "feedback.limits=1");
    assertThat(code).isEqualTo(1);
    assertThat(err.toString().lines())
        .containsExactly(
            "feedback.limits = \"1\" (--set): is no known key; did you mean feedback.limit?",
            "feedback.limit = \"0\" (--set): must be a whole number, at least 1");
  }

  @Test
  void jsonReportsValuesKeysAndFaults() throws IOException {
    assertThat(run(Map.of(), "show", "--json")).isZero();
    JsonNode shown = new ObjectMapper().readTree(out.toString());
    assertThat(shown.at("/values/feedback.limit").asText()).isEqualTo("10");
    assertThat(shown.at("/keys/1/unit").asText()).isEqualTo("records");
    out.getBuffer().setLength(0);
    assertThat(run(Map.of(), "check", "--json", "--set", "feedback.limit=x")).isEqualTo(1);
    JsonNode refused = new ObjectMapper().readTree(out.toString());
    assertThat(refused.at("/ok").asBoolean(true)).isFalse();
    assertThat(refused.at("/faults/0/key").asText()).isEqualTo("feedback.limit");
    assertThat(refused.at("/faults/0/origin").asText()).isEqualTo("--set");
  }

  @Test
  void wrongUsageExitsWithTwo() {
    assertThat(run(Map.of())).isEqualTo(2);
    assertThat(err.toString()).contains("config needs one of: show, check");
    assertThat(run(Map.of(), "check", "--colour")).isEqualTo(2);
  }

  @Test
  void deploymentIsShownWithEveryKeyAndPassesTheCheckUnchanged(@TempDir Path folder)
      throws IOException {
    CommandRun shown = CommandRun.of("config", "show");
    assertThat(shown.exitCode()).isZero();
    assertThat(shown.err()).isEmpty();
    for (KeyInfo key : Settings.describe(FlyballConfig.class)) {
      String name = key.path().substring(key.path().lastIndexOf('.') + 1);
      assertThat(shown.out()).as(key.path()).containsPattern("(?m)^ *(# )?" + name + ":");
      assertThat(shown.out()).as(key.path()).contains(key.meaning(), key.allowed());
    }

    String file = Files.writeString(folder.resolve("flyball.yaml"), shown.out()).toString();
    CommandRun checked = CommandRun.of("config", "check", "--config", file);
    assertThat(checked.exitCode()).as(checked.err()).isZero();
    assertThat(checked.out()).isEqualToIgnoringNewLines("ok");
    assertThat(CommandRun.of("config", "show", "--config", file)).isEqualTo(shown);
  }

  @Test
  void deploymentKeepsWhatWasSetThroughAFile(@TempDir Path folder) throws IOException {
    CommandRun shown =
        CommandRun.of(
            "config",
            "show",
            "--set",
            "feedback.windows.CLICK=45 min",
            "--set",
            "feedback.offline-log=file:///tmp/a b#c",
            "--set",
            "flink.state-backend=rocksdb");
    assertThat(shown.exitCode()).as(shown.err()).isZero();
    assertThat(shown.out()).contains("CLICK: 45 min", "state-backend: ROCKSDB");

    String file = Files.writeString(folder.resolve("flyball.yaml"), shown.out()).toString();
    assertThat(CommandRun.of("config", "show", "--config", file)).isEqualTo(shown);
  }
}
