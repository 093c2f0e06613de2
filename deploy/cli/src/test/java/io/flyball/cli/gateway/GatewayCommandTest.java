package io.flyball.cli.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.cli.CommandRun;
import io.flyball.cli.FlyballProcess;
import io.flyball.tools.ExitCode;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code flyball gateway}: a mistake is one sentence; without a broker it runs and is not ready.
 */
@Timeout(120)
class GatewayCommandTest {
  private static final Pattern URL = Pattern.compile("gateway at (http://127\\.0\\.0\\.1:\\d+),");

  @Test
  void withoutTokensItListensOnLoopbackAlone() {
    CommandRun run = CommandRun.of("gateway", "--set", "gateway.host=0.0.0.0");
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err()).contains("gateway.host").contains("127.0.0.1").doesNotContain("\tat ");
  }

  @Test
  void tokensThatCannotBeReadAreOneSentence(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("tokens.json");
    Files.writeString(file, "[{\"name\":\"shop\"}]", UTF_8);
    CommandRun run = CommandRun.of("gateway", "--set", "gateway.tokens=" + file);
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err())
        .startsWith("flyball: " + file + ", token 0: name and sha256")
        .doesNotContain("\tat ");
  }

  @Test
  void whatWouldBreakItsPromiseIsRefused() {
    CommandRun run = CommandRun.of("gateway", "--set", "kafka.properties.acks=1");
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err()).startsWith("flyball: kafka.properties.acks is 1").doesNotContain("\tat ");
  }

  @Test
  void aTakenPortIsOneSentence() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CommandRun run =
          CommandRun.of(
              "gateway",
              "--set",
              "gateway.port=" + taken.getLocalPort(),
              "--set",
              "kafka.bootstrap=127.0.0.1:1");
      assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
      assertThat(run.err()).contains("choose another gateway.port").doesNotContain("\tat ");
    }
  }

  @Test
  void itSaysWhereItIsAndEndsWhenToldTo() throws Exception {
    try (FlyballProcess process =
        FlyballProcess.start(
            "gateway",
            "--set",
            "gateway.port=0",
            "--set",
            "gateway.drain=0 s",
            "--set",
            "kafka.bootstrap=127.0.0.1:1")) {
      String line = process.err().await(text -> text.contains("gateway at "));
      Matcher url = URL.matcher(line);
      assertThat(url.find()).as(line).isTrue();
      assertThat(status(url.group(1) + "/health/live")).isEqualTo(200);
      assertThat(status(url.group(1) + "/health/ready")).isEqualTo(503);
      process.process().destroy();
      assertThat(process.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static int status(String url) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding())
        .statusCode();
  }
}
