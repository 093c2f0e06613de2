package io.flyball.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.console.Browser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A gateway goes away under an open page, and comes back. */
@Timeout(300)
@SuppressWarnings("try") // what is only started and closed has no other use
class ConsoleStreamTest {

  @Test
  void aCutStreamIsSaidWithItsTimeAndComesBackByItself() {
    GatewayRun first = GatewayRun.ready(SharedBroker.bootstrap());
    int port = first.port();
    try (Browser browser = Browser.before("http://127.0.0.1:" + port)) {
      browser.open("/console/overview");
      browser.await("#stream[data-stream=live]");
      first.close();
      browser.await("#stream[data-stream=broken]");
      browser.await(".broken-line[role=alert]", "(?s).*What you see is from .* UTC, .*");
      browser.await("[data-verdict=unknown] strong", "Unknown");
      assertThat(browser.violations()).isEmpty();
      try (GatewayRun second = GatewayRun.ready(SharedBroker.bootstrap(), "gateway.port=" + port)) {
        browser.await("#stream[data-stream=live]");
        assertThat(browser.text(".broken-line")).isEmpty();
      }
    }
  }
}
