package io.flyball.bench.door;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** Readers of the gateway's server-sent events, each on a connection of its own. */
final class LiveReaders implements AutoCloseable {
  private static final String PATH = "/v1/live?channels=overview,decisions,alerts";

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client;
  private final AtomicIntegerArray events;
  private final AtomicInteger refused = new AtomicInteger();

  LiveReaders(int port, int readers) {
    events = new AtomicIntegerArray(readers);
    client =
        vertx.createHttpClient(
            new HttpClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(port),
            new PoolOptions().setHttp1MaxSize(readers));
    for (int i = 0; i < readers; i++) {
      int reader = i;
      client
          .request(HttpMethod.GET, PATH)
          .compose(request -> request.send())
          .onSuccess(response -> read(response, reader))
          .onFailure(fault -> refused.incrementAndGet());
    }
  }

  private void read(HttpClientResponse response, int reader) {
    if (response.statusCode() != 200) {
      refused.incrementAndGet();
    }
    response.handler(bytes -> events.incrementAndGet(reader));
    response.exceptionHandler(cut -> refused.incrementAndGet());
  }

  /** How many readers were sent something within so long, on streams that were not cut. */
  long served(double seconds) throws InterruptedException {
    int[] before = counts();
    Thread.sleep((long) (seconds * 1000));
    int[] after = counts();
    long served = -refused.get();
    for (int i = 0; i < after.length; i++) {
      served += after[i] > before[i] ? 1 : 0;
    }
    return served;
  }

  /** Waits until each has begun, at most so long. */
  void awaitBegun(double seconds) throws InterruptedException {
    long until = System.nanoTime() + (long) (seconds * 1e9);
    while (Arrays.stream(counts()).anyMatch(count -> count == 0) && System.nanoTime() - until < 0) {
      Thread.sleep(20);
    }
  }

  private int[] counts() {
    int[] counts = new int[events.length()];
    Arrays.setAll(counts, events::get);
    return counts;
  }

  @Override
  public void close() {
    client.close().await();
    vertx.close().await();
  }
}
