package io.flyball.tools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final long SECOND = 1_000_000_000L;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, UTF_8);
  private long now = -5 * SECOND;

  private Progress progress(OptionalLong total, boolean terminal) {
    return new Progress("replaying", total, out, terminal, () -> now);
  }

  private String printed() {
    return bytes.toString(UTF_8);
  }

  @Test
  void nothingForShortWork() {
    try (Progress progress = progress(OptionalLong.of(10), true)) {
      now += 2 * SECOND - 1;
      progress.update(10);
    }

    assertThat(printed()).isEmpty();
  }

  @Test
  void plainLinesEveryFiveSecondsWithRateAndTimeLeft() {
    Progress progress = progress(OptionalLong.of(10_000), false);
    now += 2 * SECOND;
    progress.update(2_000);
    now += 4 * SECOND;
    progress.update(3_000);
    now += SECOND;
    progress.update(3_500);
    now += SECOND;
    progress.close();

    assertThat(printed().lines())
        .containsExactly(
            "replaying  20%  2,000 of 10,000  1,000/s  8 s left",
            "replaying  35%  3,500 of 10,000  500/s  13 s left",
            "replaying  35%  3,500 of 10,000  438/s  in 8 s");
  }

  @Test
  void terminalRewritesOneLineAndCoversALongerOne() {
    Progress progress = progress(OptionalLong.of(1_000_000), true);
    now += 2 * SECOND;
    progress.update(100);
    now += SECOND / 10;
    progress.update(150);
    now += SECOND / 10;
    progress.update(1_000_000);
    progress.close();

    String[] rewrites = printed().stripTrailing().split("\r");
    assertThat(rewrites).hasSize(4);
    assertThat(rewrites[1]).contains("5:33 h left");
    assertThat(rewrites[2]).hasSameSizeAs(rewrites[1]).startsWith("replaying 100%");
    assertThat(printed()).endsWith(System.lineSeparator());
  }

  @Test
  void withoutATotalOnlyCountAndRate() {
    Progress progress = progress(OptionalLong.empty(), false);
    now += 10 * SECOND;
    progress.update(50);

    assertThat(printed().strip()).isEqualTo("replaying 50  5/s");
  }

  @Test
  void moreThanTheTotalIsNoPercentage() {
    Progress progress = progress(OptionalLong.of(10), false);
    now += 10 * SECOND;
    progress.update(50);

    assertThat(printed().strip()).isEqualTo("replaying 50  5/s");
  }

  @Test
  void nothingDoneYetHasNoTimeLeft() {
    Progress progress = progress(OptionalLong.of(10), false);
    now += 10 * SECOND;
    progress.update(0);

    assertThat(printed().strip()).isEqualTo("replaying   0%  0 of 10  0/s");
  }
}
