package io.flyball.cli.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.cli.Flyball;
import io.flyball.core.random.Draws;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory does not grow with a log: the heap is a fraction of what its rows are as records. */
class LargeLogTest {
  private static final Pattern TIME = Pattern.compile("\"time\":(\\d+)");

  @TempDir private Path folder;

  @Test
  void aLogIsImportedInTheOrderOfTimeInLessHeapThanItsRowsNeed() throws Exception {
    imported(250_000, "40m");
  }

  @Tag("soak")
  @Test
  void millionsOfRowsAreImportedInTheSameHeap() throws Exception {
    imported(8_000_000, "256m");
  }

  @Test
  void aLogIsEvaluatedInLessHeapThanItsRowsNeed() throws Exception {
    evaluated(250_000, "40m");
  }

  @Tag("soak")
  @Test
  void millionsOfRowsAreEvaluatedInTheSameHeap() throws Exception {
    evaluated(8_000_000, "40m");
  }

  private void imported(int rows, String heap) throws Exception {
    Process process =
        start(
            heap,
            "import",
            "-",
            "--as",
            "interactions",
            "--memory",
            "8",
            "--to",
            "-",
            "--work",
            folder.toString());
    try (BufferedWriter in = writer(process.getOutputStream())) {
      in.write("user,item,time\n");
      for (int i = 0; i < rows; i++) {
        long time = 1_700_000_000_000L + (long) (1e9 * Draws.uniform(1, i, 0));
        in.write("user-" + i % 10_007 + ",item-" + i % 997 + "," + time + "\n");
      }
    }
    end(process);
    long[] last = {0};
    long[] count = {0};
    try (Stream<String> lines = Files.lines(folder.resolve("out"))) {
      lines.forEach(
          line -> {
            Matcher time = TIME.matcher(line);
            assertThat(time.find()).as(line).isTrue();
            long at = Long.parseLong(time.group(1));
            assertThat(at).isGreaterThanOrEqualTo(last[0]);
            last[0] = at;
            count[0]++;
          });
    }
    assertThat(count[0]).isEqualTo(rows);
  }

  private void evaluated(int rows, String heap) throws Exception {
    Path log = folder.resolve("log.csv");
    try (BufferedWriter out = Files.newBufferedWriter(log)) {
      out.write("arms,arm,propensity,reward\n");
      for (int i = 0; i < rows; i++) {
        out.write("a|b," + (Draws.uniform(1, i, 0) < .5 ? "a" : "b") + ",0.5," + i % 2 + "\n");
      }
    }
    end(start(heap, "bandit", "evaluate", log.toString(), "--target", "uniform"));
    assertThat(Files.readString(folder.resolve("out")))
        .contains(String.format(Locale.ROOT, "%,d decisions", rows), "verdict: trusted");
  }

  private Process start(String heap, String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx" + heap, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Flyball.class.getName()));
    command.addAll(List.of(args));
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectOutput(folder.resolve("out").toFile())
        .redirectError(folder.resolve("err").toFile())
        .start();
  }

  private void end(Process process) throws Exception {
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(folder.resolve("err"))).isZero();
  }

  private static BufferedWriter writer(OutputStream out) {
    return new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
  }
}
