package io.flyball.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flyball.connectors.codec.kafka.AccessFaults;
import io.flyball.connectors.topic.TopicClients;
import io.flyball.gateway.live.LiveFeeds;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.BindException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.KafkaException;

/**
 * HTTP in front of Kafka: records go in, and are answered when the brokers have them. It holds no
 * state but the bytes in flight, so any number of gateways may run side by side.
 */
public final class Gateway implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(30);

  private final GatewaySettings settings;
  private final Access access;
  private final InFlight inFlight;
  private final GatewayMetrics metrics;
  private final TopicWriter writer;
  private final Acting acting;
  private final Vertx vertx;
  private final LiveFeeds feeds;
  private final Showing showing;
  private final long startedAt = System.nanoTime();
  private final byte[] openApi = OpenApi.bytes();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger running = new AtomicInteger();
  private volatile int port;
  private volatile boolean draining;
  private volatile boolean stopped;
  private boolean closed;

  private Gateway(GatewaySettings settings) {
    this.settings = settings;
    this.access = new Access(settings);
    this.inFlight = new InFlight(settings.config().maxInFlightBytes());
    this.metrics = new GatewayMetrics(inFlight, access);
    this.writer = writer(settings);
    this.acting = new Acting(settings, writer, metrics);
    this.feeds = new LiveFeeds(settings.live(), this::state);
    TopicClients clients = settings.live().clients();
    this.showing =
        new Showing(
            new Live(
                settings.config().live(), feeds, access, metrics, () -> draining, () -> stopped),
            new DeadLetters(clients),
            new KeptRecords(clients),
            new Pictures(clients, settings.live().packets()));
    this.vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(false));
    this.port = settings.config().port();
  }

  private static TopicWriter writer(GatewaySettings settings) {
    try {
      return new TopicWriter(settings);
    } catch (KafkaException e) {
      throw new IllegalArgumentException(AccessFaults.unusable(e), e);
    }
  }

  /**
   * Starts to listen; brokers may come later, until then it is not ready.
   *
   * @throws IllegalArgumentException when the tokens cannot be read, the clients' settings cannot
   *     be used, or the address is taken
   */
  public static Gateway start(GatewaySettings settings) {
    Gateway gateway = new Gateway(settings);
    try {
      gateway.acting.start();
      gateway.deploy(Math.max(2, Runtime.getRuntime().availableProcessors()));
      return gateway;
    } catch (RuntimeException e) {
      gateway.abandon();
      throw e;
    }
  }

  private void deploy(int loops) {
    try {
      vertx
          .deployVerticle(this::loop, new DeploymentOptions().setInstances(loops))
          .toCompletionStage()
          .toCompletableFuture()
          .get(START.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IllegalArgumentException(
          "cannot listen on " + settings.config().host() + ":" + port + ": " + why(e.getCause()),
          e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException("the HTTP server did not start within " + START, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the HTTP server was starting", e);
    }
  }

  private EventLoop loop() {
    Ingest ingest = new Ingest(settings, writer, inFlight, metrics);
    Dispatcher dispatcher =
        new Dispatcher(access, Routes.of(access, ingest, acting, showing, new Self()));
    return new EventLoop(
        settings.config(),
        dispatcher,
        metrics,
        new EventLoop.Shared(connections, running, () -> stopped, ready -> port = ready));
  }

  private String why(Throwable cause) {
    if (cause instanceof BindException) {
      return cause.getMessage() + "; choose another gateway.port";
    }
    boolean tls = settings.config().tls().isOn();
    return cause.getMessage()
        + (tls ? "; check the files of gateway.tls.certificate, .key and .client-ca" : "");
  }

  /** The port it listens on. */
  public int port() {
    return port;
  }

  /** Where it is reached. */
  public String url() {
    return (settings.config().tls().isOn() ? "https://" : "http://")
        + settings.config().host()
        + ":"
        + port;
  }

  /** Why it is not ready, as one sentence; nothing when it is. */
  public Optional<String> obstacle() {
    return draining
        ? Optional.of("the gateway is stopping")
        : writer.obstacle().or(acting::obstacle);
  }

  /** What the gateway answers about itself. */
  private final class Self implements ServerRoutes.Server {
    @Override
    public void openApi(Exchange exchange) {
      exchange.send(200, Bodies.JSON, openApi);
    }

    @Override
    public void metrics(Exchange exchange) {
      exchange.send(200, GatewayMetrics.CONTENT_TYPE, metrics.text());
    }

    @Override
    public void live(Exchange exchange) {
      exchange.send(200, "text/plain", "live\n".getBytes(US_ASCII));
    }

    @Override
    public void ready(Exchange exchange) throws ProblemException {
      String obstacle = obstacle().orElse(null);
      if (obstacle != null) {
        throw Problem.of(503, obstacle).exception();
      }
      String stale = access.fault().map(why -> ", with the tokens as they were: " + why).orElse("");
      exchange.send(200, "text/plain", ("ready" + stale + "\n").getBytes(UTF_8));
    }
  }

  /** How it is, as the channel {@code overview} shows it. */
  private ObjectNode state() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    String obstacle = obstacle().orElse(null);
    node.put("ready", obstacle == null).put("obstacle", obstacle);
    ObjectNode codes = node.putObject("codes");
    metrics.codes().forEach(codes::put);
    ObjectNode records = node.putObject("records");
    metrics.outcomes().forEach(records::put);
    return node.put("inFlightBytes", inFlight.used())
        .put("maxInFlightBytes", settings.config().maxInFlightBytes())
        .put("sseClients", metrics.readers().get())
        .put("uptimeMs", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedAt));
  }

  private void abandon() {
    acting.close();
    feeds.close();
    writer.close();
    vertx.close();
  }

  /**
   * Stops without losing anything that was answered: not ready at once, still serving for {@code
   * gateway.drain}, then no new connections, then up to {@code gateway.flush} for what runs.
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    draining = true;
    try {
      TimeUnit.NANOSECONDS.sleep(settings.config().drain().toNanos());
      stopped = true;
      long deadline = System.nanoTime() + settings.config().flush().toNanos();
      while (running.get() > 0 && System.nanoTime() - deadline < 0) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
      feeds.close();
      // What is left fails now, and its requests are answered so before the connections end.
      acting.close();
      writer.close(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
      vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the HTTP server did not stop", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
