package io.flyball.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.channel.Channel;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** One request and its one answer; used by its event loop alone. */
final class Exchange {
  /** How long the rest of a refused body is read away, so that the answer reaches its sender. */
  private static final long LINGER_MS = 500;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServerRequest request;
  private final Vertx vertx;
  private final GatewayMetrics metrics;
  private final Map<String, String> headers = new HashMap<>();
  private Map<String, String> path = Map.of();
  private String route = "other";
  private Caller caller;
  private boolean answered;
  private Runnable whenOver = () -> {};
  private boolean over;

  Exchange(HttpServerRequest request, Vertx vertx, GatewayMetrics metrics) {
    this.request = request;
    this.vertx = vertx;
    this.metrics = metrics;
    request.headers().forEach((n, v) -> headers.putIfAbsent(n.toLowerCase(Locale.ROOT), v));
    HttpServerResponse response = request.response();
    response.putHeader("X-Content-Type-Options", "nosniff");
    response.putHeader(
        "Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'; base-uri 'none'");
  }

  HttpServerRequest request() {
    return request;
  }

  Vertx vertx() {
    return vertx;
  }

  /** The request's headers, names in lower case; of a repeated one the first. */
  Map<String, String> headers() {
    return headers;
  }

  String header(String lowerCaseName) {
    return headers.get(lowerCaseName);
  }

  void path(Map<String, String> values) {
    this.path = values;
  }

  /** The value of a name in the route's path, percent-decoded. */
  String path(String name) {
    return path.get(name);
  }

  Caller caller() {
    return caller;
  }

  void caller(Caller found) {
    this.caller = found;
  }

  /** The route's path, for metrics. */
  void route(String path) {
    this.route = path;
  }

  void putHeader(String name, String value) {
    request.response().putHeader(name, value);
  }

  void json(int status, JsonNode body) {
    try {
      send(status, "application/json", JSON.writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always JSON", e);
    }
  }

  void problem(Problem problem) {
    if (answered) {
      return;
    }
    problem.headers().forEach(this::putHeader);
    if (problem.status() == 503 || problem.status() == 429) {
      if (!problem.headers().containsKey("Retry-After")) {
        int seconds = ThreadLocalRandom.current().nextInt(1, 9);
        putHeader("Retry-After", Integer.toString(seconds));
      }
    }
    if (problem.close()) {
      putHeader("Connection", "close");
    }
    try {
      send(problem.status(), Problem.MEDIA_TYPE, JSON.writeValueAsBytes(problem.toJson(JSON)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always JSON", e);
    }
    if (problem.close()) {
      vertx.setTimer(LINGER_MS, timer -> request.connection().close());
    }
  }

  void empty(int status) {
    send(status, null, new byte[0]);
  }

  /** Begins an answer that is written bit by bit. */
  HttpServerResponse stream(String contentType) {
    answered = true;
    metrics.answered(route, 200);
    drop();
    return request
        .response()
        .putHeader("Content-Type", contentType)
        .putHeader("Cache-Control", "no-store")
        .setChunked(true);
  }

  /**
   * Closes the connection at once; what waits to be sent is dropped, where closing waits for it.
   */
  void cut() {
    Channel channel = ((ConnectionBase) request.connection()).channel();
    channel.unsafe().close(channel.voidPromise());
  }

  /** What is done when the answer has gone out, or its connection is closed. */
  void whenOver(Runnable task) {
    if (over) {
      task.run();
    } else {
      whenOver = task;
    }
  }

  /** The answer has gone out, or its connection is closed. */
  void over() {
    over = true;
    whenOver.run();
  }

  void send(int status, String contentType, byte[] body) {
    if (answered || request.response().closed()) {
      return;
    }
    answered = true;
    HttpServerResponse response = request.response().setStatusCode(status);
    if (contentType != null) {
      response.putHeader("Content-Type", contentType);
    }
    metrics.answered(route, status);
    drop();
    if (status == 204) {
      response.end();
    } else {
      response.end(Buffer.buffer(body));
    }
  }

  /** What of the body is still to come is read and dropped. */
  private void drop() {
    if (!request.isEnded()) {
      request.handler(rest -> {});
      request.resume();
    }
  }
}
