package io.flyball.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What no HTTP library would send. */
@Timeout(120)
class RawSocketTest {
  private static final String HEAD =
      "POST /v1/exposures HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
  private static GatewayRun run;

  @BeforeAll
  static void start() {
    run =
        GatewayRun.ready(
            SharedBroker.bootstrap(),
            "gateway.header-timeout=1 s",
            "gateway.body-timeout=1 s",
            "gateway.max-connections=20");
  }

  @AfterAll
  static void stop() {
    run.close();
  }

  @Test
  void garbageIsA400AndTheEndOfTheConnection() throws IOException {
    assertThat(run.raw("\u0000\u0001garbage\r\n\r\n")).matches("(?s)HTTP/1\\.[01] 400 .*");
  }

  @Test
  void twoLengthsAreRefused() throws IOException {
    String answer = run.raw(HEAD + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}");
    assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json");
  }

  @Test
  void aLengthBesideChunksIsRefused() throws IOException {
    String answer =
        run.raw(
            HEAD + "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 400");
    assertThat(answer.split("HTTP/1.1", -1)).as("one answer alone").hasSize(2);
  }

  @Test
  void longHeadersAreRefused() throws IOException {
    assertThat(run.raw(HEAD + "X: " + "x".repeat(9_000) + "\r\n\r\n")).startsWith("HTTP/1.1 431");
  }

  @Test
  void aHeadThatTricklesIsCutAtTheLimitWhateverComes() throws Exception {
    long begun = System.nanoTime();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), run.port())) {
      OutputStream out = socket.getOutputStream();
      int sent = 0;
      try {
        while (System.nanoTime() - begun < Duration.ofSeconds(30).toNanos()) {
          out.write("X-Trickle: 1\r\n".substring(sent % 14, sent % 14 + 1).getBytes(UTF_8));
          sent++;
          socket.setSoTimeout(100);
          if (read(socket) == -1) {
            break;
          }
        }
      } catch (SocketException e) {
        assertThat(e).as("the connection was reset").isNotNull();
      }
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .isBetween(Duration.ofMillis(900), Duration.ofSeconds(20));
  }

  /** The next byte, -1 at the end, 0 when none comes in time. */
  private static int read(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read();
    } catch (java.net.SocketTimeoutException e) {
      return 0;
    }
  }

  @Test
  void aBodyThatDoesNotComeIsA408() throws IOException {
    String answer = run.raw(HEAD + "Content-Length: 10\r\n\r\n{\"id\"");
    assertThat(answer).startsWith("HTTP/1.1 408").contains("nothing was sent");
  }

  @Test
  void aLongBodyInChunksIsA413AtTheLimit() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), run.port())) {
      OutputStream out = socket.getOutputStream();
      out.write((HEAD + "Transfer-Encoding: chunked\r\n\r\n").getBytes(UTF_8));
      byte[] chunk = ("10000\r\n" + " ".repeat(0x10000) + "\r\n").getBytes(UTF_8);
      for (int i = 0; i < 65; i++) {
        out.write(chunk);
      }
      byte[] head = new byte[12];
      assertThat(socket.getInputStream().readNBytes(head, 0, 12)).isEqualTo(12);
      assertThat(new String(head, UTF_8)).isEqualTo("HTTP/1.1 413");
    }
  }

  @Test
  void expectationIsMetBeforeTheBodyIsSent() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), run.port())) {
      OutputStream out = socket.getOutputStream();
      out.write((HEAD + "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n").getBytes(UTF_8));
      byte[] head = new byte[12];
      assertThat(socket.getInputStream().readNBytes(head, 0, 12)).isEqualTo(12);
      assertThat(new String(head, UTF_8)).isEqualTo("HTTP/1.1 100");
    }
  }

  @Test
  void connectionsBeyondTheLimitAreClosedAndTheOthersServed() throws IOException {
    Socket[] open = new Socket[40];
    try {
      int closed = 0;
      for (int i = 0; i < open.length; i++) {
        open[i] = new Socket(InetAddress.getLoopbackAddress(), run.port());
        open[i].setSoTimeout(300);
      }
      for (Socket socket : open) {
        try {
          closed += read(socket) == -1 ? 1 : 0;
        } catch (SocketException e) {
          closed++;
        }
      }
      assertThat(closed).isGreaterThanOrEqualTo(20);
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
    GatewayRun.await("served again", () -> isServed());
  }

  private static boolean isServed() {
    try {
      return run.get("/health/live").status() == 200;
    } catch (java.io.UncheckedIOException e) {
      return false;
    }
  }
}
