package io.flyball.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.cli.CommandRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs on the heads of the shipped logs: broker, cluster, jobs, report. */
class RunCommandTest {
  private static final int RATINGS = 1_500;
  private static final int IMPRESSIONS = 1_500;
  private static final Pattern FOLDER = Pattern.compile("data in (\\S+)");
  private static final Pattern BROKER = Pattern.compile("Kafka at 127\\.0\\.0\\.1:(\\d+)");

  @TempDir Path folder;

  private static String find(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return matcher.group(1);
  }

  @Test
  void everyRecordIsAccountedForAndNothingIsLeftBehind() throws IOException {
    Path samples = SmallSamples.write(folder.resolve("samples"), RATINGS, IMPRESSIONS);
    Path file = folder.resolve("report.json");
    List<ProcessHandle> before = ProcessHandle.current().children().toList();

    CommandRun run =
        CommandRun.of(
            "run",
            "--samples",
            samples.toString(),
            "--json",
            "--camera-seconds=6",
            "--report",
            file.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(Files.readString(file)).isEqualToIgnoringNewLines(run.out());
    Report report = Report.parse(run.out());
    long clicks = SmallSamples.clicks(IMPRESSIONS);
    assertThat(report.brokenLaws()).isEmpty();
    assertThat(report.json().get("conserved").asBoolean()).isTrue();
    assertThat(report.json().get("inputs").asLong())
        .isEqualTo(SmallSamples.records(RATINGS, IMPRESSIONS));
    // No shipped row is a duplicate, out of range or too late.
    assertThat(report.count("ACCEPTED_EXPOSURES")).isEqualTo(2 * IMPRESSIONS);
    assertThat(report.count("ACCEPTED_SIGNALS")).isEqualTo(RATINGS + clicks);
    assertThat(report.total("deadLetters")).isZero();
    // The modelled camera's loop reaches the band and holds it, and no camera that has ended is
    // silent.
    assertThat(report.json().at("/jobs/bias/lines").toString())
        .contains("20 windows", "in band 100% of the time from 5 s on");
    assertThat(report.json().get("alerts").toString()).doesNotContain("bias ");
    // A click names its impression; a film rating has no exposure to belong to.
    assertThat(report.rows("SIGNAL ATTRIBUTED"))
        .isEqualTo(clicks)
        .isEqualTo(report.count("SIGNALS_ATTRIBUTED"));
    assertThat(report.rows("SIGNAL ORPHAN"))
        .isEqualTo(RATINGS)
        .isEqualTo(report.count("SIGNALS_ORPHANED"));
    assertThat(report.rows("EXPOSURE CENSORED"))
        .isEqualTo(2 * IMPRESSIONS - clicks)
        .isEqualTo(report.count("EXPOSURES_CENSORED"));
    assertThat(report.count("SIGNALS_PENDING") + report.count("EXPOSURES_PENDING")).isZero();

    assertThat(Path.of(find(FOLDER, run.err()))).doesNotExist();
    assertThat(ProcessHandle.current().children()).hasSameElementsAs(before);
    try (ServerSocket free =
        new ServerSocket(
            Integer.parseInt(find(BROKER, run.err())), 1, InetAddress.getLoopbackAddress())) {
      assertThat(free.isBound()).isTrue();
    }
  }
}
