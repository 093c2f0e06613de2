package io.flyball.bench.door;

import io.flyball.bench.BenchReport;
import io.flyball.bench.JobBench.Listener;
import io.flyball.bench.door.DoorFigure.Paired;
import io.flyball.bench.door.HttpLoad.Result;
import io.flyball.bench.door.HttpLoad.Shot;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The gateway beside a server that only produces the bodies, the client beside the bare loop of its
 * policy. The load comes from this process; broker, gateway and floor have processes of their own,
 * whose processor time is told apart. Floor and gateway take turns within each round; the first
 * round only warms them up.
 */
public final class DoorBench {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int CONNECTIONS = 64;
  private static final int BATCH_CONNECTIONS = 16;
  private static final double STEADY_RATE = 5000;
  private static final double OUTAGE_RATE = 200;
  private static final int READERS = 1000;
  private static final int TABS = 50;

  /** Readers are sent something every second. */
  static final double LEAST_WATCH = 3;

  private final Site site;
  private final DoorOptions options;
  private final Listener listener;
  private final Bodies bodies = new Bodies();
  private final List<DoorFigure> figures = new ArrayList<>();

  /**
   * @param site as it was started; afterwards it has no broker any more
   */
  public DoorBench(Site site, DoorOptions options, Listener listener) {
    this.site = site;
    this.options = options;
    this.listener = listener;
  }

  /** Measures everything, in reading order. */
  public List<DoorFigure> run() {
    try (HttpLoad load = new HttpLoad();
        KafkaProducer<byte[], byte[]> producer = PassThrough.producer(site.bootstrap());
        JvmProbe gateway = JvmProbe.of(site.gateway().pid());
        JvmProbe floor = JvmProbe.of(site.floor().pid())) {
      awaitAnswers(site.floor(), "/", 202);
      awaitAnswers(site.gateway(), "/health/ready", 200);
      ServedPolicy.publish(producer);
      step("awaiting the policy", () -> awaitPolicy(load, site.gateway(), bodies));
      throughput(load, gateway, floor);
      loneAck(load, producer);
      steady(load);
      step("client", this::client);
      live(gateway);
      outage(load, gateway);
      return List.copyOf(figures);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring", e);
    }
  }

  private interface Step {
    void run() throws InterruptedException;
  }

  private void step(String name, Step step) throws InterruptedException {
    listener.started(name, 1);
    try {
      step.run();
      listener.progressed(1);
    } finally {
      listener.ended();
    }
  }

  /** What a server did with a load, and the processor time that it took, microseconds a record. */
  private record Measured(Result result, double cpuMicros) {}

  private Measured closed(
      HttpLoad load, JvmProbe probe, Site.Server server, int connections, Supplier<Shot> shots) {
    double before = probe.cpuSeconds();
    Result result = load.closed(server.port(), connections, options.seconds(), shots).good();
    return new Measured(result, 1e6 * (probe.cpuSeconds() - before) / result.answers());
  }

  /** Rates, and what a record costs. */
  private void throughput(HttpLoad load, JvmProbe gateway, JvmProbe floor)
      throws InterruptedException {
    Paired single = new Paired();
    Paired singleCpu = new Paired();
    Paired batch = new Paired();
    Paired batchCpu = new Paired();
    Paired decide = new Paired();
    Paired decideCpu = new Paired();
    for (int i = 0; i <= options.rounds(); i++) {
      boolean counts = i > 0;
      step(
          counts ? "round " + i : "warming up",
          () -> {
            Measured f = closed(load, floor, site.floor(), CONNECTIONS, bodies::single);
            Measured g = closed(load, gateway, site.gateway(), CONNECTIONS, bodies::single);
            Measured d = closed(load, gateway, site.gateway(), CONNECTIONS, bodies::decide);
            Measured fb = closed(load, floor, site.floor(), BATCH_CONNECTIONS, bodies::batch);
            Measured gb = closed(load, gateway, site.gateway(), BATCH_CONNECTIONS, bodies::batch);
            if (counts) {
              single.add(f.result().perSecond(), g.result().perSecond());
              singleCpu.add(f.cpuMicros(), g.cpuMicros());
              decide.add(f.result().perSecond(), d.result().perSecond());
              decideCpu.add(f.cpuMicros(), d.cpuMicros());
              batch.add(
                  Bodies.BATCH * fb.result().perSecond(), Bodies.BATCH * gb.result().perSecond());
              batchCpu.add(fb.cpuMicros() / Bodies.BATCH, gb.cpuMicros() / Bodies.BATCH);
            }
          });
    }
    figures.add(single.atLeast("single records to pass-through", "records/s", 0.6));
    figures.add(singleCpu.beside("single records, processor time", "us/record"));
    figures.add(batch.atLeast("batches of 100 to pass-through", "records/s", 0.35));
    figures.add(batchCpu.beside("batches of 100, processor time", "us/record"));
    figures.add(decide.atLeast("decide to pass-through single", "requests/s", 0.5));
    figures.add(decideCpu.beside("decide, processor time", "us/request"));
  }

  /** One record at a time, nothing else on the way. */
  private void loneAck(HttpLoad load, KafkaProducer<byte[], byte[]> producer)
      throws InterruptedException {
    Paired acks = new Paired();
    Paired passed = new Paired();
    for (int i = 0; i < options.rounds(); i++) {
      step(
          "lone acknowledgements",
          () -> {
            double bare = producerMillis(producer);
            acks.add(bare, loneMillis(load, site.gateway()));
            passed.add(bare, loneMillis(load, site.floor()));
          });
    }
    figures.add(acks.atMost("lone ack p50 to the producer's", "ms", 2));
    figures.add(passed.beside("lone ack p50 of pass-through", "ms"));
  }

  private double loneMillis(HttpLoad load, Site.Server server) {
    return load.closed(server.port(), 1, options.seconds(), bodies::single).good().millis(50);
  }

  private double producerMillis(KafkaProducer<byte[], byte[]> producer)
      throws InterruptedException {
    List<Double> millis = new ArrayList<>();
    long until = System.nanoTime() + options.seconds() * 1_000_000_000L;
    try {
      while (System.nanoTime() - until < 0) {
        byte[] value = bodies.single().body().getBytes();
        long from = System.nanoTime();
        producer.send(new ProducerRecord<>("feedback.exposures", value)).get();
        millis.add((System.nanoTime() - from) / 1e6);
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("the broker did not take a record", e.getCause());
    }
    return BenchReport.median(millis);
  }

  /** Latency of decisions that come at their own pace. */
  private void steady(HttpLoad load) throws InterruptedException {
    Paired p99 = new Paired();
    for (int i = 0; i < options.rounds(); i++) {
      step(
          "decide, 5,000 a second",
          () ->
              p99.add(
                  25,
                  load.open(site.gateway().port(), STEADY_RATE, options.seconds(), bodies::decide)
                      .good()
                      .millis(99)));
    }
    figures.add(p99.atMost("decide p99 at 5,000/s, to 25 ms", "ms", 1));
  }

  private void client() throws InterruptedException {
    figures.add(
        new DecideLoop(site.bootstrap())
            .measure(options.rounds())
            .atMost("client decide to the bare loop", "us", 1.5));
  }

  /** The console's pages are read as browsers do. */
  private void live(JvmProbe gateway) throws InterruptedException {
    double watch = Math.max(LEAST_WATCH, options.seconds());
    step(
        "50 tabs",
        () -> {
          try (LiveReaders tabs = new LiveReaders(site.gateway().port(), TABS)) {
            tabs.awaitBegun((double) PATIENCE.toSeconds());
            double before = gateway.cpuSeconds();
            long from = System.nanoTime();
            tabs.served(watch);
            double cores =
                (gateway.cpuSeconds() - before) / ((double) (System.nanoTime() - from) / 1e9);
            figures.add(DoorFigure.within("50 live tabs, to 10 % of a core", "%", 10, 100 * cores));
          }
        });
    step(
        "1,000 live readers",
        () -> {
          try (LiveReaders readers = new LiveReaders(site.gateway().port(), READERS)) {
            readers.awaitBegun((double) PATIENCE.toSeconds());
            double before = gateway.cpuSeconds();
            long from = System.nanoTime();
            Paired served = new Paired();
            served.add(READERS, (double) readers.served(watch));
            double cores =
                (gateway.cpuSeconds() - before) / ((double) (System.nanoTime() - from) / 1e9);
            figures.add(served.atLeast("live readers that are served", "readers", 1));
            figures.add(DoorFigure.alone("1,000 live readers", "% of a core", 100 * cores));
          }
        });
  }

  /** Requests go on when the broker has gone for good. */
  private void outage(HttpLoad load, JvmProbe gateway) throws InterruptedException {
    step(
        "without a broker",
        () -> {
          load.open(site.gateway().port(), OUTAGE_RATE, options.seconds(), bodies::single).good();
          double before = gateway.heapAfterCollection();
          site.stopBroker().run();
          Result result =
              load.open(
                  site.gateway().port(), OUTAGE_RATE, options.outageSeconds(), bodies::single);
          if (result.answers() > OUTAGE_RATE) {
            throw new IllegalStateException("records were acknowledged without a broker");
          }
          Paired heap = new Paired();
          heap.add(before / (1 << 20), (double) gateway.heapAfterCollection() / (1 << 20));
          figures.add(
              heap.atMost(
                  "heap after " + options.outageSeconds() + " s without a broker", "MiB", 1.1));
        });
  }

  static void awaitAnswers(Site.Server server, String path, int status)
      throws InterruptedException {
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).build();
    long until = System.nanoTime() + PATIENCE.toNanos();
    String last = "nothing";
    while (System.nanoTime() - until < 0) {
      try {
        var answer = http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
        if (answer.statusCode() == status) {
          return;
        }
        last = answer.statusCode() + " " + answer.body();
      } catch (InterruptedIOException e) {
        throw new InterruptedException(e.getMessage());
      } catch (IOException e) {
        last = String.valueOf(e.getMessage());
      }
      Thread.sleep(50);
    }
    throw new IllegalStateException(
        "the server on port " + server.port() + " was not ready within " + PATIENCE + ": " + last);
  }

  static void awaitPolicy(HttpLoad load, Site.Server gateway, Bodies bodies)
      throws InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Result first = load.open(gateway.port(), 1, 1, bodies::decide);
      if (first.failed() == 0) {
        return;
      }
      if (System.nanoTime() - until > 0) {
        throw new IllegalStateException(
            "the gateway found no snapshot within " + PATIENCE + ": " + first.fault());
      }
      Thread.sleep(50);
    }
  }
}
