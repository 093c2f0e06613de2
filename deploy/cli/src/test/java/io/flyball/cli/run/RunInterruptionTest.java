package io.flyball.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.cli.CommandRun;
import io.flyball.cli.FlyballProcess;
import io.flyball.local.DataDir;
import io.flyball.local.ReadyBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is stopped, kindly or not, leaves no process and goes on from where it was. */
class RunInterruptionTest {
  /** Enough for the job to be in the middle, with exposures open in its state. */
  private static final int UNDER_WAY = 200;

  private static final String NO_CAMERAS = "--camera-seconds=0";
  private static final String KAFKA_AT = "Kafka at ";

  @TempDir static Path folder;
  private static Path finished;
  private static String samples;
  private static Report uninterrupted;

  @BeforeAll
  static void runWithoutInterruption() throws IOException {
    // Days lie between the three ratings, which a replay skips; the impressions fill 16 hours.
    samples = SmallSamples.write(folder.resolve("samples"), 3, 1_500).toString();
    finished = folder.resolve("finished");
    uninterrupted = run(finished);
    assertThat(uninterrupted.rows("EXPOSURE CENSORED")).isPositive();
  }

  private static Report run(Path data) {
    CommandRun run =
        CommandRun.of("run", "--samples", samples, "--json", NO_CAMERAS, "--data", data.toString());
    assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
    Report report = Report.parse(run.out());
    assertThat(report.brokenLaws()).isEmpty();
    return report;
  }

  private static FlyballProcess slowRun(Path data) throws IOException {
    return FlyballProcess.start(
        "run",
        "--samples",
        samples,
        "--data",
        data.toString(),
        NO_CAMERAS,
        "--speed",
        "500",
        "--set",
        "flink.checkpoint-interval=500 ms");
  }

  private static String bootstrap(FlyballProcess run) {
    String line = run.err().await(any -> any.startsWith(KAFKA_AT));
    return line.substring(KAFKA_AT.length(), line.indexOf(','));
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - deadline).as("waited in vain").isNegative();
      LockSupport.parkNanos(100_000_000L);
    }
  }

  private static void awaitMidReplay(FlyballProcess run, Path data) {
    String bootstrap = bootstrap(run);
    await(() -> ReadyBroker.readAll(bootstrap, "feedback.exposures").size() >= UNDER_WAY);
    long before = newestCheckpoint(data);
    await(() -> newestCheckpoint(data) > before + 1);
    assertThat(ReadyBroker.readAll(bootstrap, "feedback.exposures")).hasSizeLessThan(3_000);
  }

  private static long newestCheckpoint(Path data) {
    Path checkpoints = data.resolve("checkpoints/feedback");
    try (Stream<Path> files = Files.walk(checkpoints, 3)) {
      return files
          .filter(file -> file.endsWith("_metadata"))
          .map(file -> file.getParent().getFileName().toString())
          .mapToLong(name -> Long.parseLong(name.substring("chk-".length())))
          .max()
          .orElse(0);
    } catch (IOException | java.io.UncheckedIOException e) {
      // Flink deletes old ones while we look.
      return 0;
    }
  }

  private static void awaitGone(List<ProcessHandle> children) throws Exception {
    for (ProcessHandle child : children) {
      child.onExit().get(2, TimeUnit.MINUTES);
    }
  }

  private static void assertGoesOn(Path data) {
    assertThat(run(data).withoutTime()).isEqualTo(uninterrupted.withoutTime());
  }

  @Test
  void anotherRunOnAFinishedFolderChangesNothing() {
    Report again = run(finished);

    assertThat(again.withoutTime()).isEqualTo(uninterrupted.withoutTime());
    assertThat(again.json().get("seconds").asDouble()).isZero();
    DataDir.open(finished).close();
  }

  @Test
  void terminatedRunLeavesNothingAndTheNextOneFinishesIt() throws Exception {
    Path data = folder.resolve("terminated");
    try (FlyballProcess run = slowRun(data)) {
      awaitMidReplay(run, data);
      List<ProcessHandle> children = run.children();
      assertThat(children).isNotEmpty();

      run.process().destroy();

      assertThat(run.exitCode()).isEqualTo(128 + 15);
      assertThat(run.out().all()).isEmpty();
      assertThat(run.err().all())
          .noneMatch(line -> line.startsWith("\tat ") || line.contains("Exception"));
      assertThat(children).noneMatch(ProcessHandle::isAlive);
      assertThat(data.resolve(".lock")).doesNotExist();
    }
    assertGoesOn(data);
  }

  @Test
  void killedRunLeavesNoBrokerAndTheNextOneFinishesIt() throws Exception {
    Path data = folder.resolve("it's %20 kïlled #1");
    try (FlyballProcess run = slowRun(data)) {
      awaitMidReplay(run, data);
      List<ProcessHandle> children = run.children();
      assertThat(children).isNotEmpty();

      run.process().destroyForcibly();

      assertThat(run.exitCode()).isEqualTo(128 + 9);
      awaitGone(children);
      DataDir.open(data).close();
    }
    assertGoesOn(data);
  }
}
