package io.flyball.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.console.Browser;
import io.flyball.local.ReadyBroker;
import io.flyball.schemas.Reward;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The programs of the how-to page do what the page says, before a gateway that wants tokens. */
@Timeout(180)
class DocumentedHttpExamplesTest {
  private static final Path PAGE = Path.of("../../docs/how-to/decide-by-http.md");
  private static final RecordCodec<Reward> REWARDS = RecordCodec.of(Reward.class);

  @TempDir static Path folder;
  private static HttpServer shop;
  private static GatewayRun run;

  @BeforeAll
  static void start() throws IOException {
    shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    shop.start();
    Path tokens = folder.resolve("tokens.json");
    Files.writeString(
        tokens,
        "["
            + token("shop", "\"write:*\",\"decide:*\"", "")
            + ","
            + token(
                "page",
                "\"write:exposures\",\"write:signals\"",
                ",\"public\":true,\"origins\":[\"" + shopOrigin() + "\"]")
            + "]");
    run = GatewayRun.ready(SharedBroker.bootstrap(), "gateway.tokens=" + tokens);
    Snapshots.publish(Snapshots.of("news").setTime(Instant.now()).build());
  }

  @AfterAll
  static void stop() {
    run.close();
    shop.stop(0);
  }

  private static String token(String text, String scopes, String more) {
    String digest = HexFormat.of().formatHex(Tokens.sha256(text.getBytes(UTF_8)));
    return "{\"name\":\"%s\",\"sha256\":\"%s\",\"scopes\":[%s]%s}"
        .formatted(text, digest, scopes, more);
  }

  private static String shopOrigin() {
    return "http://127.0.0.1:" + shop.getAddress().getPort();
  }

  /** The first block of a language, for the gateway of this test. */
  private static String program(String language) throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf("```" + language + "\n") + language.length() + 4;
    return page.substring(from, page.indexOf("```", from))
        .replace("http://127.0.0.1:8480", "http://127.0.0.1:" + run.port());
  }

  private static String output(String interpreter, String language) throws Exception {
    assumeTrue(isThere(interpreter), "no " + interpreter + " on this machine");
    Path source = folder.resolve("program." + language);
    Files.writeString(source, program(language));
    Path out = folder.resolve(language + ".out");
    int exit =
        new ProcessBuilder(interpreter, source.toString())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start()
            .waitFor();
    assertThat(exit).as(Files.readString(out)).isZero();
    return Files.readString(out);
  }

  private static boolean isThere(String program) {
    return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static List<Reward> rewards(String suffix) {
    return ReadyBroker.readAll(SharedBroker.bootstrap(), "rewards").stream()
        .map(r -> REWARDS.decode(new RawRecord("t", 0, 0, 0, r.key(), r.value(), Map.of())))
        .map(decoded -> ((Decoded.Good<Reward>) decoded).value())
        .filter(reward -> reward.getId().startsWith("news/") && reward.getId().endsWith(suffix))
        .toList();
  }

  @Test
  void python() throws Exception {
    int before = rewards("/click").size();
    assertThat(output("python3", "python"))
        .containsPattern("[abc] with [01]\\.\\d+ from snapshot")
        .contains("'accepted': 1");
    assertThat(rewards("/click")).hasSize(before + 1).last().matches(r -> r.getArm() != null);
  }

  @Test
  void curl() throws Exception {
    assumeTrue(isThere("curl"), "no curl on this machine");
    int before = rewards("/click").size();
    assertThat(output("bash", "bash"))
        .contains("\"source\":\"snapshot\"", "{\"accepted\":1,\"refused\":0,\"failed\":0}");
    assertThat(rewards("/click")).hasSize(before + 1);
  }

  @Test
  void aPageOfAnotherOriginThatIsLeft() throws Exception {
    String user = "visitor-" + UUID.randomUUID();
    String page =
        "<!doctype html><title>Shop</title><script>"
            + program("js")
            + "show('"
            + user
            + "', 'shoe', 1, 'news/1'); show('"
            + user
            + "', 'hat', 2, 'news/2');</script>";
    shop.createContext(
        "/",
        exchange -> {
          byte[] bytes = page.getBytes(UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    try (Browser browser = Browser.before(shopOrigin())) {
      browser.open("/");
      assertThat(browser.title()).isEqualTo("Shop");
      browser.script("location.href = 'about:blank'");
      GatewayRun.await(
          "the beacon's records",
          () ->
              ReadyBroker.readAll(SharedBroker.bootstrap(), "feedback.exposures").stream()
                      .filter(r -> new String(r.key(), UTF_8).equals(user))
                      .count()
                  == 2);
    }
  }
}
