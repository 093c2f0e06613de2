package io.flyball.gateway;

import io.flyball.jobs.deployment.GatewayConfig;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/** An event loop with its own server on the shared port; all it holds is used by its thread. */
final class EventLoop extends AbstractVerticle {
  private final Map<HttpConnection, ConnectionGuard> guards = new HashMap<>();

  private final GatewayConfig config;
  private final Dispatcher dispatcher;
  private final GatewayMetrics metrics;
  private final Shared shared;

  /**
   * What all loops of a gateway share.
   *
   * @param connections that are open
   * @param running requests that are not answered
   * @param stopped whether no more requests are served
   * @param listening takes the port
   */
  record Shared(
      AtomicInteger connections,
      AtomicInteger running,
      BooleanSupplier stopped,
      IntConsumer listening) {}

  EventLoop(GatewayConfig config, Dispatcher dispatcher, GatewayMetrics metrics, Shared shared) {
    this.config = config;
    this.dispatcher = dispatcher;
    this.metrics = metrics;
    this.shared = shared;
  }

  @Override
  public void start(Promise<Void> started) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(config.host())
            // A free port is asked for by a negative number: then all loops share one.
            .setPort(config.port() == 0 ? -1 : config.port())
            .setMaxHeaderSize(config.maxHeaderBytes())
            .setHttp2ClearTextEnabled(false);
    Tls.apply(config.tls(), options);
    HttpServer server = vertx.createHttpServer(options);
    server
        .connectionHandler(connection -> connected(connection, options))
        .invalidRequestHandler(this::invalid)
        .requestHandler(this::requested)
        .listen()
        .onSuccess(ready -> shared.listening().accept(ready.actualPort()))
        .<Void>mapEmpty()
        .onComplete(started);
  }

  private void connected(HttpConnection connection, HttpServerOptions options) {
    ConnectionGuard guard = new ConnectionGuard(vertx, connection, config.headerTimeout());
    guards.put(connection, guard);
    connection.closeHandler(
        gone -> {
          shared.connections().decrementAndGet();
          guards.remove(connection);
          guard.closed();
        });
    if (shared.connections().incrementAndGet() > config.maxConnections()) {
      connection.close();
      return;
    }
    ChannelPipeline pipeline = ((ConnectionBase) connection).channel().pipeline();
    pipeline.replace(
        StrictRequestDecoder.NAME, StrictRequestDecoder.NAME, new StrictRequestDecoder(options));
  }

  private void requested(HttpServerRequest request) {
    ConnectionGuard guard = guards.get(request.connection());
    Exchange exchange = new Exchange(request, vertx, metrics);
    if (shared.stopped().getAsBoolean()) {
      exchange.problem(Problem.of(503, "the gateway is stopping").closing());
      return;
    }
    shared.running().incrementAndGet();
    if (guard != null) {
      guard.requestBegins();
    }
    AtomicBoolean over = new AtomicBoolean();
    request.response().endHandler(end -> ended(guard, over, exchange));
    request.response().closeHandler(gone -> ended(guard, over, exchange));
    dispatcher.handle(exchange);
  }

  /** Called when an answer has gone out, when its connection has, or both. */
  private void ended(ConnectionGuard guard, AtomicBoolean over, Exchange exchange) {
    if (!over.getAndSet(true)) {
      exchange.over();
      shared.running().decrementAndGet();
      if (guard != null) {
        guard.requestEnds();
      }
    }
  }

  private void invalid(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    int status =
        cause instanceof TooLongHttpHeaderException
            ? 431
            : cause instanceof TooLongHttpLineException ? 414 : 400;
    String detail =
        status == 431
            ? "the headers are longer than " + config.maxHeaderBytes() + " bytes"
            : "the request is broken: " + cause.getMessage();
    new Exchange(request, vertx, metrics).problem(Problem.of(status, detail).closing());
  }
}
