package io.flyball.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.flyball.cli.CommandRun;
import io.flyball.cli.FlyballProcess;
import io.flyball.local.DataDir;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code run} refuses: one sentence, an exit code, nothing started. */
class RunRefusalTest {
  /** Children of this JVM that are not a run's. */
  private final List<ProcessHandle> before = ProcessHandle.current().children().toList();

  @TempDir Path folder;
  private Path samples;

  @BeforeEach
  void writeSamples() throws IOException {
    samples = SmallSamples.write(folder.resolve("samples"), 3, 3);
  }

  private CommandRun run(String... more) {
    List<String> args =
        new ArrayList<>(List.of("run", "--camera-seconds=0", "--samples", samples.toString()));
    args.addAll(List.of(more));
    return CommandRun.of(args.toArray(String[]::new));
  }

  private void assertOneSentence(CommandRun run, String... words) {
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines())
        .singleElement()
        .asString()
        .startsWith("flyball: ")
        .contains(words);
    assertThat(run.err()).doesNotContain("Exception", "unexpected");
    assertThat(ProcessHandle.current().children()).hasSameElementsAs(before);
  }

  private static void assertUsage(CommandRun run, String... words) {
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines().findFirst().orElseThrow()).startsWith("flyball: ").contains(words);
    assertThat(run.err()).contains("Usage: flyball run").doesNotContain("\tat ");
  }

  private static List<String> changed(String file, int line, String from, String to)
      throws IOException {
    List<String> lines = new ArrayList<>(SmallSamples.head(file, 4));
    lines.set(line - 1, lines.get(line - 1).replace(from, to));
    return lines;
  }

  @ParameterizedTest
  @ValueSource(strings = {SmallSamples.RATINGS, SmallSamples.RANDOM, SmallSamples.BTS})
  void missingSampleIsNamed(String sample) throws IOException {
    Files.delete(samples.resolve(sample));

    assertOneSentence(run(), samples.resolve(sample).toString(), "missing", "--samples");
  }

  @Test
  void brokenRatingIsNamedByFileLineAndColumn() throws IOException {
    Path file = samples.resolve(SmallSamples.RATINGS);
    SmallSamples.write(file, changed(SmallSamples.RATINGS, 2, "::8::", "::eight::"));

    assertOneSentence(run(), file.toString(), "line 2", "column 'rating'", "'eight'");
  }

  @Test
  void brokenImpressionIsNamedByFileLineAndColumn() throws IOException {
    Path file = samples.resolve(SmallSamples.BTS);
    SmallSamples.write(file, changed(SmallSamples.BTS, 3, "2019-11-24", "tomorrow"));

    assertOneSentence(run(), file.toString(), "line 3", "column 'timestamp'", "'tomorrow");
  }

  @Test
  void sampleThatIsNoArchiveOrEndsEarlyIsNamed() throws IOException {
    Path file = samples.resolve(SmallSamples.RANDOM);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertOneSentence(run(), file.toString(), "Unexpected end");

    Files.writeString(file, "no archive");
    assertOneSentence(run(), file.toString(), "Not in GZIP format");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--kafka-port", "--web-port", "--http-port"})
  void takenPortIsNamedAndNoDataFolderIsMade(String option) throws IOException {
    Path data = folder.resolve("data");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());

      assertOneSentence(run(option, port, "--data", data.toString()), port);
    }
    assertThat(data).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--kafka-port", "--web-port", "--http-port"})
  void numberThatIsNoPortIsNamed(String option) {
    CommandRun high = run(option, "70000");
    assertThat(high.exitCode()).isEqualTo(2);
    assertThat(high.err()).startsWith("flyball: port 70000: allowed are").hasLineCount(1);
    assertUsage(run(option, "http"), option, "'http'");
  }

  @Test
  void reportThatCannotBeWrittenIsRefusedAtTheStart() throws IOException {
    Path nowhere = folder.resolve("nowhere/report.json");
    Path file = Files.createFile(folder.resolve("file"));

    assertOneSentence(run("--report", nowhere.toString()), nowhere.toString(), "report");
    assertOneSentence(run("--report", folder.toString()), folder.toString(), "report");
    assertOneSentence(run("--report", file.resolve("report.json").toString()), "report");
  }

  @Test
  void reportThatFindsAFullDiskIsOneSentenceAndTheBrokerEnds() {
    Path full = Path.of("/dev/full");
    assumeThat(full).exists();

    CommandRun run = run("--report", full.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines().filter(line -> line.startsWith("flyball: ")))
        .singleElement()
        .asString()
        .contains("report", full.toString());
    assertThat(run.err()).doesNotContain("Exception", "unexpected");
    assertThat(ProcessHandle.current().children()).hasSameElementsAs(before);
  }

  @Test
  void dataFolderThatIsAFileOrBelowOneIsNamed() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    for (Path data : List.of(file, file.resolve("data"))) {
      CommandRun run = run("--data", data.toString());

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err().lines()).singleElement().asString().contains(data.toString(), "--data");
    }
  }

  @Test
  void dataFolderInUseIsNamedWithItsOwner() {
    try (DataDir mine = DataDir.open(folder.resolve("data"))) {
      assertOneSentence(
          run("--data", mine.path().toString()),
          mine.path().toString(),
          "in use by process " + ProcessHandle.current().pid());
      assertThat(mine.path().resolve("kafka")).doesNotExist();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "fast", "NaN", "Infinity", ""})
  void speedThatIsNoneIsAUsageError(String speed) {
    assertUsage(run("--speed", speed), "--speed is " + speed, "a positive number and max");
  }

  @Test
  void unknownOptionIsAUsageErrorWithASuggestion() {
    assertUsage(run("--sped", "10"), "'--sped'");
  }

  @Test
  void unknownKeyIsNamedWithItsNeighbour() throws IOException {
    Path file = Files.writeString(folder.resolve("flyball.yaml"), "feedback:\n  latenes: 1 h\n");

    assertOneSentence(
        run("--set", "feedback.latenes=1 h"), "feedback.latenes", "--set", "feedback.lateness");
    assertOneSentence(
        run("--config", file.toString()),
        "feedback.latenes",
        "flyball.yaml:2",
        "feedback.lateness");
  }

  @Test
  void impossibleValueIsNamedWithWhatIsAllowed() throws IOException {
    Path file = Files.writeString(folder.resolve("flyball.yaml"), "flink:\n  parallelism: many\n");

    assertOneSentence(
        run("--set", "flink.parallelism=0"),
        "flink.parallelism = \"0\" (--set)",
        "a whole number, at least 1");
    assertOneSentence(
        run("--config", file.toString()),
        "flink.parallelism = \"many\"",
        "flyball.yaml:2",
        "number");
    assertOneSentence(run("--set", "flink.parallelism"), "key=value");
  }

  @Test
  void configurationFileThatIsMissingOrBrokenIsNamed() throws IOException {
    Path missing = folder.resolve("missing.yaml");
    Path broken = Files.writeString(folder.resolve("broken.yaml"), "feedback: [\n");

    assertOneSentence(run("--config", missing.toString()), missing.toString());
    assertOneSentence(run("--config", broken.toString()), broken.toString());
  }

  @Test
  void variableThatIsNoKeyOrHoldsNoValueIsNamed() throws Exception {
    Map<String, String> wrong =
        Map.of("FLYBALL_FEEDBACK_LATENES", "1 h", "FLYBALL_FLINK_PARALLELISM", "0");
    try (FlyballProcess run = FlyballProcess.start(wrong, "run", "--samples", samples.toString())) {
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.out().all()).isEmpty();
      assertThat(String.join("\n", run.err().all()))
          .startsWith("flyball: ")
          .contains("FLYBALL_FEEDBACK_LATENES")
          .contains("FLYBALL_FLINK_PARALLELISM")
          .contains("at least 1")
          .doesNotContain("\tat ", "Exception");
      assertThat(run.children()).isEmpty();
    }
  }
}
