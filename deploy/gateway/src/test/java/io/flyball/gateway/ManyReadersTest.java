package io.flyball.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import io.flyball.schemas.Decision;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Many readers at once; by hand, with {@code -Dflyball.readers=1000}. Prints what server and
 * readers, which are one process, take together.
 */
@Timeout(300)
@EnabledIfSystemProperty(named = "flyball.readers", matches = "[0-9]+")
class ManyReadersTest {
  private static final int ROUNDS = 20;
  private static final int A_ROUND = 500;
  private static final String BROKER = SharedBroker.bootstrap();

  private final String policy = "many-" + UUID.randomUUID();

  private void decide(int round) {
    List<Decision> all = new ArrayList<>();
    for (int i = 0; i < A_ROUND; i++) {
      all.add(LiveRecords.decision(policy, i, 1_700_000_000_000L + 1000L * round, .4));
    }
    LiveRecords.send(BROKER, "bandit.decisions", policy, Decision.class, all);
  }

  @Test
  void eachReaderGetsTheNewestPoint() {
    int readers = Integer.getInteger("flyball.readers");
    Vertx vertx = Vertx.vertx();
    AtomicLong bytes = new AtomicLong();
    AtomicInteger ended = new AtomicInteger();
    AtomicInteger[] done = {new AtomicInteger(), new AtomicInteger()};
    String last = "\"t\":" + (1_700_000_000_000L + 1000L * (ROUNDS - 1));
    String whole = "\"policy\":\"" + policy + "\",\"count\":" + A_ROUND;
    try (GatewayRun run = GatewayRun.ready(BROKER, "gateway.live.readers=" + readers)) {
      HttpClient client =
          vertx.createHttpClient(
              new HttpClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(run.port()),
              new PoolOptions().setHttp1MaxSize(readers));
      for (int i = 0; i < readers; i++) {
        client
            .request(HttpMethod.GET, "/v1/live?channels=decisions,overview,alerts&from=1")
            .compose(request -> request.send())
            .onSuccess(
                answer -> {
                  done[0].incrementAndGet();
                  boolean[] seen = {false};
                  answer.endHandler(end -> ended.incrementAndGet());
                  answer.handler(
                      buffer -> {
                        bytes.addAndGet(buffer.length());
                        String text = buffer.toString(UTF_8);
                        if (!seen[0] && text.contains(last + ",") && text.contains(whole)) {
                          seen[0] = true;
                          done[1].incrementAndGet();
                        }
                      });
                });
      }
      GatewayRun.await("all connected", () -> done[0].get() == readers);
      OperatingSystemMXBean system =
          (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      long cpu = system.getProcessCpuTime();
      long begun = System.nanoTime();
      for (int round = 0; round < ROUNDS; round++) {
        decide(round);
        int next = round + 1;
        GatewayRun.await(
            "a second more", () -> System.nanoTime() - begun > Duration.ofSeconds(next).toNanos());
      }
      GatewayRun.await("the newest everywhere", () -> done[1].get() == readers);
      double seconds = (System.nanoTime() - begun) / 1e9;
      System.gc();
      Runtime memory = Runtime.getRuntime();
      System.out.printf(
          "%d readers, 3 channels, %.0f s: %.2f cores of server and readers, %.1f MB sent, heap %d"
              + " MB%n",
          readers,
          seconds,
          (system.getProcessCpuTime() - cpu) / 1e9 / seconds,
          bytes.get() / 1e6,
          (memory.totalMemory() - memory.freeMemory()) >> 20);
      assertThat(ended.get()).as("readers that were closed").isZero();
    } finally {
      vertx.close();
    }
  }
}
