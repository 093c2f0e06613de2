package io.flyball.bench.door;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Requests to a server on this machine, from this process. */
final class HttpLoad implements AutoCloseable {
  private static final long LONGEST_MICROS = 60_000_000;

  /** How long after the last request answers are waited for. */
  private static final long PATIENCE_SECONDS = 120;

  private final Vertx vertx = Vertx.vertx();

  /**
   * A request.
   *
   * @param wanted what a good answer has: its status, then a part of its body
   */
  record Shot(String path, String mediaType, Buffer body, int status, String wanted) {}

  /**
   * What came back.
   *
   * @param answers good ones
   * @param seconds until the last
   * @param micros from when a request was due to its answer, failed ones too
   * @param failed other answers
   * @param fault the first of them; null for none
   */
  record Result(long answers, double seconds, Histogram micros, long failed, String fault) {
    double perSecond() {
      return answers / seconds;
    }

    double millis(double percentile) {
      return micros.getValueAtPercentile(percentile) / 1000.0;
    }

    /** Itself, where every answer was good. */
    Result good() {
      if (failed > 0) {
        throw new IllegalStateException(failed + " requests failed; the first: " + fault);
      }
      return this;
    }
  }

  /** As many connections, each with one request at a time, for so long. */
  Result closed(int port, int connections, double seconds, Supplier<Shot> shots) {
    return run(
        port,
        connections,
        seconds,
        (client, tally) -> {
          long until = System.nanoTime() + (long) (seconds * 1e9);
          for (int i = 0; i < connections; i++) {
            tally.open.register();
            fireUntil(until, client, shots, tally);
          }
        });
  }

  private static void fireUntil(long until, HttpClient client, Supplier<Shot> shots, Tally tally) {
    if (System.nanoTime() - until < 0) {
      fire(client, shots.get(), System.nanoTime(), tally)
          .onComplete(over -> fireUntil(until, client, shots, tally));
    } else {
      tally.open.arriveAndDeregister();
    }
  }

  /** Requests at a steady rate, whatever the answers take: who waits for its turn waits, too. */
  Result open(int port, double perSecond, double seconds, Supplier<Shot> shots) {
    return run(
        port,
        256,
        0,
        (client, tally) -> {
          long from = System.nanoTime();
          long count = (long) (perSecond * seconds);
          for (long i = 0; i < count; i++) {
            long due = from + (long) (i * 1e9 / perSecond);
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
              LockSupport.parkNanos(left);
            }
            tally.open.register();
            fire(client, shots.get(), due, tally)
                .onComplete(over -> tally.open.arriveAndDeregister());
          }
        });
  }

  private interface Firing {
    void at(HttpClient client, Tally tally);
  }

  private Result run(int port, int connections, double seconds, Firing firing) {
    HttpClient client =
        vertx.createHttpClient(
            new HttpClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(port),
            new PoolOptions().setHttp1MaxSize(connections));
    try {
      Tally tally = new Tally();
      long from = System.nanoTime();
      firing.at(client, tally);
      tally.await(seconds);
      return tally.result((System.nanoTime() - from) / 1e9);
    } finally {
      client.close().await();
    }
  }

  private static final class Tally {
    /** One party waits for the others: connections in use, or requests on their way. */
    private final Phaser open = new Phaser(1);

    private final AtomicLong answers = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicReference<String> fault = new AtomicReference<>();
    private final Histogram micros = new ConcurrentHistogram(LONGEST_MICROS, 3);

    /** Waits until the load, which goes on for so long, has all its answers. */
    void await(double seconds) {
      try {
        long patience = PATIENCE_SECONDS + (long) seconds;
        open.awaitAdvanceInterruptibly(open.arrive(), patience, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        throw new IllegalStateException(
            open.getUnarrivedParties()
                + " requests had no answer within "
                + PATIENCE_SECONDS
                + " s",
            e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while answers were awaited", e);
      }
    }

    Result result(double seconds) {
      return new Result(answers.get(), seconds, micros, failed.get(), fault.get());
    }

    void bad(String what) {
      failed.incrementAndGet();
      fault.compareAndSet(null, what);
    }
  }

  private static Future<Void> fire(HttpClient client, Shot shot, long due, Tally tally) {
    return client
        .request(HttpMethod.POST, shot.path())
        .compose(request -> request.putHeader("content-type", shot.mediaType()).send(shot.body()))
        .compose(
            response ->
                response
                    .body()
                    .map(
                        body -> {
                          if (response.statusCode() == shot.status()
                              && body.toString().contains(shot.wanted())) {
                            tally.answers.incrementAndGet();
                          } else {
                            tally.bad(response.statusCode() + " " + body);
                          }
                          return body;
                        }))
        .onFailure(fault -> tally.bad(fault.toString()))
        .transform(
            over -> {
              tally.micros.recordValue(Math.min(LONGEST_MICROS, (System.nanoTime() - due) / 1000));
              return Future.<Void>succeededFuture();
            });
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
