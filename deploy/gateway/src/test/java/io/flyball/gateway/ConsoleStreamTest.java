package io.flyball.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.console.Browser;
import io.flyball.local.DataDir;
import io.flyball.local.kafka.EmbeddedKafka;
import io.flyball.tools.kafka.Broker;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A gateway, or its broker, goes away under an open page, and comes back. */
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

  @Test
  void brokersThatDoNotAnswerAreSaidAndForgottenWhenTheyDo() {
    try (DataDir data = DataDir.temporary()) {
      EmbeddedKafka broker = EmbeddedKafka.start(data, OptionalInt.empty());
      int port = broker.port();
      SharedBroker.createTopics(Broker.started(broker.bootstrap()));
      try (GatewayRun run = GatewayRun.ready(broker.bootstrap());
          Browser browser = Browser.before("http://127.0.0.1:" + run.port())) {
        browser.open("/console/overview");
        browser.await("[data-verdict=ok] strong", "All well");
        broker.kill();
        browser.await("[data-verdict=bad] strong", ".*broken.*");
        browser.await("[data-incident=brokers]", ".*Brokers do not answer: .*");
        browser.await("[data-incident=gateway]", ".*The gateway is not ready: .*");
        assertThat(browser.violations()).isEmpty();
        try (EmbeddedKafka again = EmbeddedKafka.start(data, OptionalInt.of(port))) {
          browser.await("[data-verdict=ok] strong", "All well");
          assertThat(browser.attribute("#stream", "data-stream")).isEqualTo("live");
        }
      }
    }
  }
}
