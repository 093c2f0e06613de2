package io.flyball.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.config.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPOutputStream;

/**
 * A gateway on a free port, and what tests ask it. Whatever they ask, request and answer are held
 * against the {@link Contract}.
 */
final class GatewayRun implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Gateway gateway;

  /** An answer with its body, parsed where it is JSON. */
  record Answer(int status, HttpResponse<byte[]> response) {
    JsonNode json() {
      try {
        return JSON.readTree(response.body());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    String text() {
      return new String(response.body(), UTF_8);
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    @Override
    public String toString() {
      return status + " " + text();
    }
  }

  private GatewayRun(Gateway gateway) {
    this.gateway = gateway;
  }

  /** A gateway that has found its broker and every topic, and knows what is in force. */
  static GatewayRun ready(String bootstrap, String... pairs) {
    GatewayRun run = started(bootstrap, pairs);
    await("ready", () -> run.gateway.obstacle().isEmpty());
    return run;
  }

  static GatewayRun started(String bootstrap, String... pairs) {
    return new GatewayRun(Gateway.start(settings(bootstrap, pairs)));
  }

  static GatewaySettings settings(String bootstrap, String... pairs) {
    List<String> all =
        new ArrayList<>(
            List.of("kafka.bootstrap=" + bootstrap, "gateway.port=0", "gateway.drain=0 s"));
    all.addAll(List.of(pairs));
    return GatewaySettings.of(Settings.load(FlyballConfig.class, Optional.empty(), Map.of(), all));
  }

  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not within a minute: " + what);
      }
      LockSupport.parkNanos(20_000_000);
    }
  }

  Gateway gateway() {
    return gateway;
  }

  int port() {
    return gateway.port();
  }

  /** Headers as pairs of name and value. */
  Answer post(String path, String type, byte[] body, String... headers) {
    Answer answer = send("POST", path, BodyPublishers.ofByteArray(body), with(headers, type));
    Contract.requireRequest(path, type, body, answer.response());
    return answer;
  }

  Answer post(String path, String type, String body, String... headers) {
    return post(path, type, body.getBytes(UTF_8), headers);
  }

  Answer get(String path, String... headers) {
    return send("GET", path, BodyPublishers.noBody(), headers);
  }

  private static String[] with(String[] headers, String type) {
    List<String> all = new ArrayList<>(List.of(headers));
    if (type != null) {
      all.add("Content-Type");
      all.add(type);
    }
    return all.toArray(String[]::new);
  }

  Answer send(String method, String path, HttpRequest.BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .timeout(Duration.ofSeconds(60))
            .method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
      Contract.requireAnswer(method, path, answer);
      return new Answer(answer.statusCode(), answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes bytes to a socket as they are and returns all that comes back until it is closed. */
  String raw(String... parts) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.setSoTimeout(60_000);
      for (String part : parts) {
        socket.getOutputStream().write(part.getBytes(UTF_8));
        socket.getOutputStream().flush();
      }
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(plain);
    }
    return packed.toByteArray();
  }

  @Override
  public void close() {
    gateway.close();
  }
}
