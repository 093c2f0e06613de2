package io.flyball.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.cli.CommandRun;
import io.flyball.cli.FlyballProcess;
import io.flyball.local.DataDir;
import io.flyball.local.ReadyBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole runs on the heads of the shipped logs. One that is stopped, kindly or not, leaves no
 * process and goes on from where it was.
 */
class RunInterruptionTest {
  private static final int RATINGS = 3;
  private static final int IMPRESSIONS = 1_500;

  /** Enough for the job to be in the middle, with exposures open in its state. */
  private static final int UNDER_WAY = 200;

  private static final String NO_CAMERAS = "--camera-seconds=0";
  private static final String KAFKA_AT = "Kafka at ";
  private static final Pattern BROKER = Pattern.compile("Kafka at 127\\.0\\.0\\.1:(\\d+)");

  @TempDir static Path folder;
  private static String samples;
  private static List<ProcessHandle> before;
  private static CommandRun whole;
  private static Report uninterrupted;

  @BeforeAll
  static void runWithoutInterruption() throws IOException {
    // Days lie between the ratings, which a replay skips; the impressions fill 16 hours.
    samples = SmallSamples.write(folder.resolve("samples"), RATINGS, IMPRESSIONS).toString();
    before = ProcessHandle.current().children().toList();
    // The settings of the samples, named as a user's own file is.
    Path own = Files.copy(Path.of(samples).resolve("run.yaml"), folder.resolve("own.yaml"));
    whole =
        CommandRun.of(
            command(
                folder.resolve("whole"),
                "--report",
                report().toString(),
                "--config",
                own.toString()));
    uninterrupted = report(whole);
  }

  private static Path report() {
    return folder.resolve("report.json");
  }

  private static String[] command(Path data, String... more) {
    List<String> args = new ArrayList<>(List.of("run", "--samples", samples, "--json", NO_CAMERAS));
    args.addAll(List.of("--data", data.toString()));
    args.addAll(List.of(more));
    return args.toArray(String[]::new);
  }

  private static Report report(CommandRun run) {
    assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
    Report report = Report.parse(run.out());
    assertThat(report.brokenLaws()).isEmpty();
    return report;
  }

  private static FlyballProcess slowRun(Path data) throws IOException {
    return FlyballProcess.start(
        command(data, "--speed", "500", "--set", "flink.checkpoint-interval=500 ms"));
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

  /** Until more has come and a checkpoint has kept it; all has not. */
  private static void awaitMidReplay(FlyballProcess run, Path data, int sent) {
    String bootstrap = bootstrap(run);
    await(() -> exposures(bootstrap) >= sent + UNDER_WAY);
    long newest = newestCheckpoint(data);
    await(() -> newestCheckpoint(data) > newest + 1);
    assertThat(exposures(bootstrap)).isLessThan(2 * IMPRESSIONS);
  }

  private static int exposures(String bootstrap) {
    return ReadyBroker.readAll(bootstrap, "feedback.exposures").size();
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

  @Test
  void besideAFileOfTheUsersOnlyAddressesAreSet() {
    List<String> told = whole.err().lines().filter(line -> line.matches("  [a-z.-]+=.*")).toList();
    assertThat(told).hasSize(2);
    assertThat(told.get(0)).startsWith("  kafka.bootstrap=127.0.0.1:");
    assertThat(told.get(1)).startsWith("  gateway.flink=[\"http://127.0.0.1:");
  }

  @Test
  void everyRecordIsAccountedForAndNothingIsLeftBehind() throws IOException {
    assertThat(Files.readString(report())).isEqualToIgnoringNewLines(whole.out());
    long clicks = SmallSamples.clicks(IMPRESSIONS);
    assertThat(uninterrupted.json().get("conserved").asBoolean()).isTrue();
    assertThat(uninterrupted.json().get("inputs").asLong())
        .isEqualTo(SmallSamples.records(RATINGS, IMPRESSIONS));
    // No shipped row is a duplicate, out of range or too late.
    assertThat(uninterrupted.count("ACCEPTED_EXPOSURES")).isEqualTo(2 * IMPRESSIONS);
    assertThat(uninterrupted.count("ACCEPTED_SIGNALS")).isEqualTo(RATINGS + clicks);
    assertThat(uninterrupted.total("deadLetters")).isZero();
    // A click names its impression; a film rating has no exposure to belong to.
    assertThat(uninterrupted.rows("SIGNAL ATTRIBUTED"))
        .isPositive()
        .isEqualTo(clicks)
        .isEqualTo(uninterrupted.count("SIGNALS_ATTRIBUTED"));
    assertThat(uninterrupted.rows("SIGNAL ORPHAN"))
        .isEqualTo(RATINGS)
        .isEqualTo(uninterrupted.count("SIGNALS_ORPHANED"));
    assertThat(uninterrupted.rows("EXPOSURE CENSORED"))
        .isEqualTo(2 * IMPRESSIONS - clicks)
        .isEqualTo(uninterrupted.count("EXPOSURES_CENSORED"));
    assertThat(uninterrupted.count("SIGNALS_PENDING") + uninterrupted.count("EXPOSURES_PENDING"))
        .isZero();

    assertThat(ProcessHandle.current().children()).hasSameElementsAs(before);
    Matcher broker = BROKER.matcher(whole.err());
    assertThat(broker.find()).as(whole.err()).isTrue();
    try (ServerSocket free =
        new ServerSocket(Integer.parseInt(broker.group(1)), 1, InetAddress.getLoopbackAddress())) {
      assertThat(free.isBound()).isTrue();
    }
  }

  /** One folder, four runs: terminated, killed, finished, and one that has nothing to do. */
  @Test
  void aRunThatIsStoppedLeavesNothingAndTheNextOneGoesOn() throws Exception {
    Path data = folder.resolve("it's %20 kïlled #1");
    int sent;
    try (FlyballProcess run = slowRun(data)) {
      awaitMidReplay(run, data, 0);
      sent = exposures(bootstrap(run));
      terminate(run);
      assertThat(data.resolve(".lock")).doesNotExist();
    }
    try (FlyballProcess run = slowRun(data)) {
      awaitMidReplay(run, data, sent);
      kill(run);
      DataDir.open(data).close();
    }
    assertThat(report(CommandRun.of(command(data))).withoutTime())
        .isEqualTo(uninterrupted.withoutTime());

    Report again = report(CommandRun.of(command(data)));
    assertThat(again.withoutTime()).isEqualTo(uninterrupted.withoutTime());
    assertThat(again.json().get("seconds").asDouble()).isZero();
    DataDir.open(data).close();
  }

  private static void terminate(FlyballProcess run) throws InterruptedException {
    List<ProcessHandle> children = run.children();
    assertThat(children).isNotEmpty();

    run.process().destroy();

    assertThat(run.exitCode()).isEqualTo(128 + 15);
    assertThat(run.out().all()).isEmpty();
    assertThat(run.err().all())
        .noneMatch(line -> line.startsWith("\tat ") || line.contains("Exception"));
    assertThat(children).noneMatch(ProcessHandle::isAlive);
  }

  private static void kill(FlyballProcess run) throws Exception {
    List<ProcessHandle> children = run.children();
    assertThat(children).isNotEmpty();

    run.process().destroyForcibly();

    assertThat(run.exitCode()).isEqualTo(128 + 9);
    for (ProcessHandle child : children) {
      child.onExit().get(2, TimeUnit.MINUTES);
    }
  }
}
