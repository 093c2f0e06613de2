package io.flyball.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** axe finds nothing on any page, with and without data, in both themes, wide and narrow. */
@Timeout(300)
class ConsoleAccessibilityTest extends WithConsole {

  @ParameterizedTest
  @CsvSource({"overview", "bandit", "camera", "loop", "modes", "feedback", "control"})
  void axeFindsNoFault(String page) {
    for (String theme : new String[] {"light", "dark"}) {
      browser.prefers(theme, "reduce");
      open("/console/" + page);
      assertThat(browser.violations()).as(page + ", " + theme).isEmpty();
    }
    browser.size(400, 800);
    assertThat(browser.violations()).as(page + ", 400 px").isEmpty();
  }
}
