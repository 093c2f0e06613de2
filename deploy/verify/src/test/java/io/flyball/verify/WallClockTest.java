package io.flyball.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.local.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.flink.util.clock.SystemClock;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WallClockTest {
  private static final Duration HOUR = Duration.ofHours(1);

  /** Nobody's machine is this slow. */
  private static final Duration TOLERANCE = Duration.ofMinutes(29);

  @TempDir Path folder;

  /** Prints what it takes for the time, once for each byte of its input. */
  static final class Reader {
    private Reader() {}

    public static void main(String[] args) throws IOException {
      LongSupplier referred = System::currentTimeMillis;
      while (System.in.read() != -1) {
        System.out.println(
            System.currentTimeMillis()
                + " "
                + referred.getAsLong()
                + " "
                + Instant.now().toEpochMilli()
                + " "
                + Time.SYSTEM.milliseconds()
                + " "
                + SystemClock.getInstance().absoluteTimeMillis());
      }
    }
  }

  @Test
  void aChildLivesByTheClockThatItsParentSteps() throws Exception {
    WallClock clock = WallClock.create(folder, 0);
    WallClock other = WallClock.create(folder, 1);
    Path log = folder.resolve("log");
    Process child = ChildJvm.start(clock.jvm(), Reader.class, List.of(), log);
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(Files.newInputStream(log), UTF_8))) {
      assertThatItIsOff(child, lines, Duration.ZERO);
      clock.step(HOUR);
      assertThatItIsOff(child, lines, HOUR);
      clock.step(HOUR.negated());
      other.step(HOUR);
      assertThatItIsOff(child, lines, HOUR.negated());
      clock.step(Duration.ZERO);
      assertThatItIsOff(child, lines, Duration.ZERO);
    } finally {
      ChildJvm.kill(child);
    }
  }

  private static void assertThatItIsOff(Process child, BufferedReader lines, Duration expected)
      throws IOException {
    OutputStream ask = child.getOutputStream();
    ask.write('\n');
    ask.flush();
    StringBuilder line = new StringBuilder();
    while (line.indexOf("\n") < 0) {
      assertThat(child.isAlive()).isTrue();
      int next = lines.read();
      if (next != -1) {
        line.append((char) next);
      }
    }
    long now = System.currentTimeMillis();
    assertThat(Arrays.stream(line.toString().strip().split(" ")).map(Long::parseLong))
        .hasSize(5)
        .allSatisfy(
            millis ->
                assertThat(Duration.ofMillis(millis - now).minus(expected).abs())
                    .isLessThan(TOLERANCE));
  }
}
