package io.flyball.cli.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The answer to a log whose truth is known, because the test makes it. */
class AnalyzeCommandTest {
  private static final long START = 1_700_006_400;
  private static final int DAYS = 20;

  @TempDir private Path folder;

  /** A log in which users choose among fewer and fewer items, or always among as many. */
  private Path log(String name, boolean narrowing) throws IOException {
    return log(name, day -> narrowing ? 60 - 2 * day : 60);
  }

  private Path log(String name, IntUnaryOperator itemsOfDay) throws IOException {
    Random random = new Random(3);
    StringBuilder text = new StringBuilder("at;who;what\n");
    for (int day = 0; day < DAYS; day++) {
      int items = itemsOfDay.applyAsInt(day);
      for (int i = 0; i < 200; i++) {
        text.append(
            String.format(
                Locale.ROOT,
                "%d;u%d;i%d%n",
                START + day * 86_400L + i * 400L,
                random.nextInt(20),
                random.nextInt(items)));
      }
    }
    return Files.writeString(folder.resolve(name), text);
  }

  private CommandRun analyze(Path log, String... more) {
    return CommandRun.of(
        Stream.concat(
                Stream.of(
                    "analyze",
                    log.toString(),
                    "--map",
                    "user=who,item=what,time=at:s",
                    "--window",
                    "1d",
                    "--catalogue-size",
                    "60",
                    "--out",
                    folder.resolve("report.html").toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void aLogThatNarrowsIsToldSoAndTheReportBeginsWithIt() throws IOException {
    CommandRun run = analyze(log("narrow.csv", true));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("Is it narrowing? Yes: it narrows.", "How sure? Shown, p ", "report.html");
    assertThat(run.err()).contains("4,000 rows, 4,000 records", "metric values and");
    String page = Files.readString(folder.resolve("report.html"));
    List<String> questions =
        List.of("Is it narrowing?", "For whom?", "Since when?", "How sure?", "What could be done?");
    assertThat(page).containsSubsequence(questions.toArray(String[]::new));
    assertThat(page)
        .containsSubsequence("What could be done?", "What it rests on", "<h2>Changes</h2>")
        .contains("from the first window to the last (95 %:")
        .doesNotContain("<script", "http://", "https://");
  }

  @Test
  void aLogThatStaysAsItIsIsNotSaidToNarrow() throws IOException {
    assertThat(analyze(log("same.csv", false)).out())
        .contains("Is it narrowing? No trend is shown.", "How sure? Not shown, p = ");
  }

  @Test
  void itemsThatAreAddedAsTimeGoesOnAreNotTakenForNarrowing() throws IOException {
    Path log = log("growing.csv", day -> 10 + 3 * day);
    CommandRun run =
        CommandRun.of(
            "analyze",
            log.toString(),
            "--as",
            "interactions",
            "--map",
            "user=who,item=what,time=at:s",
            "--out",
            folder.resolve("growing.html").toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("windows of 1 d");
    assertThat(run.out()).contains("Is it narrowing? No: it widens.");
  }

  @Test
  void aLogOfDecisionsAloneIsRefusedInOneSentence() throws IOException {
    Path log =
        Files.writeString(
            folder.resolve("d.csv"), "id,time,arms,shown,propensity\n1,1700000000,a|b,a,0.5\n");
    CommandRun run =
        CommandRun.of(
            "analyze",
            log.toString(),
            "--as",
            "decisions",
            "--out",
            folder.resolve("none.html").toString());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("the log has neither exposures nor signals");
    assertThat(folder.resolve("none.html")).doesNotExist();
  }
}
