package io.flyball.cli.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.cli.CommandRun;
import io.flyball.console.Browser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The report of {@code analyze} before a real Chromium that reaches no network. */
class AnalyzeReportTest {
  private static final int DAYS = 80;

  @TempDir private static Path folder;
  private static Browser browser;

  /** A log in which what is chosen falls to a few items on the fortieth day. */
  @BeforeAll
  static void analyze() throws IOException {
    Random random = new Random(5);
    StringBuilder text = new StringBuilder("user,item,time,categories\n");
    for (int day = 0; day < DAYS; day++) {
      int items = day < DAYS / 2 ? 60 : 6;
      for (int i = 0; i < 150; i++) {
        int item = random.nextInt(items);
        text.append(
            String.format(
                Locale.ROOT,
                "u%d,i%d,%d,c%d%n",
                random.nextInt(20),
                item,
                1_700_006_400 + day * 86_400L + i * 500L,
                item % 9));
      }
    }
    Path log = Files.writeString(folder.resolve("plays.csv"), text);
    Path report = folder.resolve("report.html");
    CommandRun run =
        CommandRun.of(
            "analyze",
            log.toString(),
            "--as",
            "exposures",
            "--window",
            "1d",
            "--out",
            report.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    browser = Browser.before("file://" + folder);
  }

  @AfterAll
  static void close() {
    browser.close();
  }

  @ParameterizedTest
  @CsvSource({"light, 1440", "dark, 1440", "light, 390"})
  void axeFindsNoFaultAndNothingIsWiderThanThePage(String scheme, int width) {
    browser.prefers(scheme, "no-preference");
    browser.size(width, 900);
    browser.open("/report.html");
    assertThat(browser.violations()).isEmpty();
    assertThat(browser.errors()).isEmpty();
    assertThat(
            browser.script(
                "return document.documentElement.scrollWidth <= innerWidth ? '' : 'wider'"))
        .isEqualTo("");
  }

  @Test
  void theAnswerComesFirstThenFiveSparklinesThenChangesThenCurves() {
    browser.size(1440, 900);
    browser.open("/report.html");
    assertThat(
            browser.script(
                "return [...document.querySelectorAll('.card h2')].map(e => e.innerText)"))
        .isEqualTo(
            List.of(
                "Is it narrowing?",
                "For whom?",
                "Since when?",
                "How sure?",
                "What could be done?"));
    assertThat(browser.text(".card strong")).isEqualTo("Yes: it narrows");
    // The cards are seen without scrolling.
    assertThat(
            browser.script(
                "return document.querySelector('.cards').getBoundingClientRect().bottom < 900"))
        .isEqualTo(true);
    assertThat(browser.script("return document.querySelector('.curves').children.length"))
        .isEqualTo(5L);
    assertThat(browser.script("return document.querySelector('.curves figure p').innerText"))
        .asString()
        .contains("from the first window to the last (95 %:");
    assertThat(
            browser.script(
                "return [...document.querySelectorAll('h2')].findIndex(e => e.innerText === 'Changes')"))
        .isEqualTo(6L);
    // Alerts of one time are one change.
    assertThat(
            (Long)
                browser.script(
                    "return document.querySelectorAll('main > .change, main > article').length"))
        .isBetween(1L, 5L);
    // A metric without a value has no empty picture.
    assertThat(browser.script("return document.body.innerText.includes('undefined')"))
        .isEqualTo(false);
  }

  @Test
  void thePageNeedsNothingElse() {
    browser.open("/report.html");
    assertThat(browser.script("return performance.getEntriesByType('resource').length"))
        .isEqualTo(0L);
    assertThat(browser.script("return document.scripts.length")).isEqualTo(0L);
  }

  @Test
  void onPaperEverythingIsDarkOnWhiteAndNothingIsFolded() {
    browser.prefers("dark", "no-preference");
    browser.open("/report.html");
    browser.onPaper(true);
    assertThat(browser.script("return getComputedStyle(document.body).backgroundColor"))
        .isEqualTo("rgb(255, 255, 255)");
    assertThat(
            browser.script(
                "return [...document.querySelectorAll('details')].every("
                    + "d => d.lastElementChild.getBoundingClientRect().height > 0)"))
        .isEqualTo(true);
    browser.onPaper(false);
  }
}
