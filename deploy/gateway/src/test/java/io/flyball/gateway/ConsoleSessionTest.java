package io.flyball.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.console.Browser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where the gateway has tokens, a page asks for one and then shows itself. */
@Timeout(300)
class ConsoleSessionTest {
  private static final String TOKEN = "watch-it";

  @TempDir Path folder;

  @Test
  void thePageAsksForATokenAndThenShowsItself() throws IOException {
    Path file = folder.resolve("tokens.json");
    String digest = HexFormat.of().formatHex(Tokens.sha256(TOKEN.getBytes(UTF_8)));
    Files.writeString(
        file,
        "[{\"name\":\"ann\",\"sha256\":\"" + digest + "\",\"scopes\":[\"read\",\"control:*\"]}]");
    try (GatewayRun run = GatewayRun.ready(SharedBroker.bootstrap(), "gateway.tokens=" + file);
        Browser browser = Browser.before("http://127.0.0.1:" + run.port())) {
      browser.open("/console/control?target=bandit");
      browser.await("main h1", "Sign in");
      assertThat(browser.violations()).isEmpty();
      browser.type("input[name=token]", "wrong");
      browser.click("main button");
      browser.await("main [role=alert]", "The gateway does not know this token.");
      browser.type("input[name=token]", TOKEN);
      browser.click("main button");
      browser.await("#stream[data-stream=live]");
      browser.await("main h1", "Control bandit.*");
      // By the cookie something may be asked that would change something: the page proves itself.
      browser.click("form[data-form] button[type=submit]");
      browser.await("form .said", ".+");
      assertThat(browser.text("form .said")).doesNotContain("Flyball-Request");
      assertThat(browser.script("return document.cookie")).isEqualTo("");
    }
  }
}
