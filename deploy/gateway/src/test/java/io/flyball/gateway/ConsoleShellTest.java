package io.flyball.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.Keys;

/** What every page has: address, keys, theme, width, no word to another host. */
@Timeout(300)
class ConsoleShellTest extends WithConsole {

  @Test
  void theFirstAddressShowsTheOverview() {
    open("/");
    assertThat(browser.text("main h1")).startsWith("Overview");
    assertThat(browser.title()).isEqualTo("Overview · Flyball");
  }

  @Test
  void everyPageHasAnAddressAndMarksItselfInTheBar() {
    for (String page : PAGES) {
      open("/console/" + page);
      browser.await("main[data-page=" + page + "]");
      assertThat(browser.text(".pages a[aria-current=page]")).isEqualToIgnoringCase(page);
    }
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void anAddressThatIsNoPageIsNotFound() {
    var answer = run.get("/console/nothing");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().get("detail").asText()).contains("/ shows the first one");
    assertThat(run.get("/console/..%2Findex.html").status()).isEqualTo(404);
  }

  @Test
  void filtersOfAnAddressAreTheFiltersOfThePageAndGoBackIntoIt() {
    open("/console/bandit?policy=news&minutes=5");
    browser.await("main h1", "Bandit news.*");
    assertThat(browser.script("return document.querySelector('select[name=minutes]').value"))
        .isEqualTo("5");
    browser.choose("select[name=minutes]", "15");
    browser.await("main h1", "Bandit news.*");
    assertThat(browser.url()).isEqualTo("/console/bandit?policy=news&minutes=15");
  }

  @Test
  void keysGoToPages() {
    open("/");
    Map<String, String> keys =
        Map.of(
            "b",
            "bandit",
            "c",
            "camera",
            "l",
            "loop",
            "m",
            "modes",
            "f",
            "feedback",
            "k",
            "control",
            "o",
            "overview");
    keys.forEach(
        (key, page) -> {
          browser.press("g", key);
          browser.await("main[data-page=" + page + "]");
          assertThat(browser.url()).isEqualTo("/console/" + page);
        });
  }

  @Test
  void theQuestionMarkListsTheKeysAndEscapeClosesTheList() {
    open("/");
    browser.press("?");
    browser.await("dialog[open]", ".*go to Bandit.*");
    browser.press(Keys.ESCAPE);
    browser.await("dialog:not([open])");
  }

  @Test
  void aSlashGoesToTheFirstFilterAndKeysRestWhileSomebodyTypes() {
    open("/console/bandit");
    browser.press("/");
    assertThat(browser.script("return document.activeElement.name")).isEqualTo("policy");
    browser.press("t");
    assertThat(browser.attribute("html", "data-theme")).isEqualTo("light");
  }

  @Test
  void pausedNumbersStandStillAndAreMarkedSo() {
    open("/");
    browser.press("p");
    browser.await("#stream[data-stream=paused]");
    browser.await(".broken-line.hold", "Paused at .* UTC.*");
    browser.press("p");
    browser.await("#stream[data-stream=live]");
  }

  @Test
  void theThemeIsTheSystemsUntilSomebodyChoosesOneAndThenStays() {
    browser.prefers("dark", "no-preference");
    open("/");
    assertThat(browser.attribute("html", "data-theme")).isEqualTo("dark");
    browser.press("t");
    assertThat(browser.attribute("html", "data-theme")).isEqualTo("light");
    open("/console/control");
    assertThat(browser.attribute("html", "data-theme")).isEqualTo("light");
    browser.script("localStorage.removeItem('flyball.theme')");
  }

  @Test
  void timesAreUtcUntilSomebodyAsksForLocalOnesAndALinkKeepsTheChoice() {
    open("/console/loop");
    browser.press("u");
    browser.await(".foot", "Times are local.*");
    assertThat(browser.url()).isEqualTo("/console/loop?tz=local");
    browser.press("g", "o");
    browser.await("main[data-page=overview]");
    assertThat(browser.url()).isEqualTo("/console/overview?tz=local");
  }

  @Test
  void fourHundredPixelsAreWideEnough() {
    for (String page : PAGES) {
      browser.size(400, 800);
      open("/console/" + page);
      assertThat(browser.script("return document.documentElement.scrollWidth"))
          .as(page)
          .isEqualTo(400L);
    }
  }

  @Test
  void nothingIsLoadedFromAnotherHostAndNoPolicyIsBroken() {
    open("/");
    @SuppressWarnings("unchecked")
    List<String> loaded =
        (List<String>)
            browser.script(
                "return performance.getEntriesByType('resource').map(e => new URL(e.name).host)");
    assertThat(loaded).isNotEmpty().containsOnly("127.0.0.1:" + run.port());
    assertThat(browser.errors()).isEmpty();
    assertThat(run.get("/").header("Content-Security-Policy")).startsWith("default-src 'self';");
  }

  @Test
  void whatHasNotChangedIsNotSentAgain() {
    String tag = run.get("/console/app.js").header("ETag");
    assertThat(run.get("/console/app.js", "If-None-Match", tag).status()).isEqualTo(304);
    assertThat(run.get("/console/app.js", "If-None-Match", "\"other\"").status()).isEqualTo(200);
  }
}
