package io.flyball.connectors.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.flyball.connectors.codec.WriterSchema;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LookUpBudgetTest {
  private static final int KNOWN = 7;

  private long now;
  private final LookUpBudget budget = new LookUpBudget(() -> now);

  private int spend(int wanted) {
    int spent = 0;
    for (int i = 0; i < wanted; i++) {
      spent += budget.spend() ? 1 : 0;
    }
    return spent;
  }

  @Test
  void noMoreThanOneSecondsWorthAtOnce() {
    assertThat(spend(1_000)).isEqualTo(LookUpBudget.PER_SECOND);
  }

  @Test
  void whatTimeEarnsCanBeSpentAndIsNotSavedForLongerThanASecond() {
    spend(1_000);
    now += 100_000_000;
    assertThat(spend(1_000)).isEqualTo(2);
    now += 3_600_000_000_000L;
    assertThat(spend(1_000)).isEqualTo(LookUpBudget.PER_SECOND);
  }

  @Test
  void randomIdsAreRefusedWithoutARoundTripEachAndKnownSchemasStayKnown() throws IOException {
    AtomicInteger requests = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/schemas/ids/",
        exchange -> {
          requests.incrementAndGet();
          boolean known = exchange.getRequestURI().getPath().endsWith("/" + KNOWN);
          if (known) {
            byte[] body = "{\"schema\":\"\\\"string\\\"\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          } else {
            // A body would wait 40 ms until the headers are acknowledged.
            exchange.sendResponseHeaders(404, -1);
          }
          exchange.close();
        });
    server.start();
    try {
      SchemaRegistry registry =
          new SchemaRegistry("http://127.0.0.1:" + server.getAddress().getPort());
      assertThat(registry.writerOf(framed(KNOWN)).schema()).isNotNull();
      long began = System.nanoTime();
      WriterSchema last = null;
      for (int id = 1_000; id < 21_000; id++) {
        last = registry.writerOf(framed(id));
        assertThat(last.schema()).isNull();
      }
      long seconds = (System.nanoTime() - began) / 1_000_000_000L;
      assertThat(requests.get())
          .isLessThanOrEqualTo((int) ((seconds + 2) * LookUpBudget.PER_SECOND) + 1);
      assertThat(last.absence()).contains("20999", "at most 20 a second are looked up");
      assertThat(registry.writerOf(framed(KNOWN)).schema()).isNotNull();
    } finally {
      server.stop(0);
    }
  }

  private static byte[] framed(int id) {
    return ByteBuffer.allocate(6).put((byte) 0).putInt(id).put((byte) 0).array();
  }
}
