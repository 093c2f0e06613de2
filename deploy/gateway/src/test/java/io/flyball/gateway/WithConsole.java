package io.flyball.gateway;

import io.flyball.console.Browser;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A browser before a gateway before a real broker, for the tests of a class. */
abstract class WithConsole {
  static final List<String> PAGES =
      List.of("overview", "bandit", "camera", "loop", "modes", "feedback", "control");
  static GatewayRun run;
  static Browser browser;

  @BeforeAll
  static void start() {
    run = GatewayRun.ready(SharedBroker.bootstrap());
    browser = Browser.before("http://127.0.0.1:" + run.port());
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
    run.close();
  }

  @BeforeEach
  void asAtFirst() {
    browser.size(1440, 900);
    browser.prefers("light", "no-preference");
  }

  /** Opens a page and waits until it has its title and the stream. */
  static void open(String path) {
    browser.open(path);
    browser.await("main h1", ".+");
    browser.await("#stream[data-stream=live]");
  }
}
