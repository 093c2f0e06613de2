package io.flyball.jobs.gate;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/** A critic behind a real HTTP server of this machine. */
final class CriticServer implements AutoCloseable {
  /** What is answered; a body of null is no answer at all. */
  record Answer(int status, String body) {
    static Answer ok(String body) {
      return new Answer(200, body);
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();
  private final Queue<Headers> headers = new ConcurrentLinkedQueue<>();
  private final Function<String, Answer> critic;

  /**
   * @param critic answers the body of a request
   */
  CriticServer(Function<String, Answer> critic) throws IOException {
    this(HttpServer.create(), critic);
  }

  /** With TLS. */
  CriticServer(SSLContext tls, Function<String, Answer> critic) throws IOException {
    this(secured(tls), critic);
  }

  private CriticServer(HttpServer made, Function<String, Answer> critic) throws IOException {
    this.critic = critic;
    server = made;
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/judge", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  private static HttpServer secured(SSLContext tls) throws IOException {
    HttpsServer server = HttpsServer.create();
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    return server;
  }

  private void handle(HttpExchange exchange) throws IOException {
    headers.add(exchange.getRequestHeaders());
    String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(request);
    Answer answer = critic.apply(request);
    if (answer.body() == null) {
      hang();
    } else {
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private void hang() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  String url() {
    return (server instanceof HttpsServer ? "https" : "http")
        + "://127.0.0.1:"
        + server.getAddress().getPort()
        + "/judge";
  }

  /** The values of a header of all requests. */
  List<String> header(String name) {
    return headers.stream().map(of -> of.getFirst(name)).toList();
  }

  List<String> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
