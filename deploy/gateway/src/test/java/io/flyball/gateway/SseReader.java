package io.flyball.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Reads a live stream as EventSource does, on a thread of its own. */
final class SseReader implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpResponse<InputStream> answer;
  private final List<Message> messages = new ArrayList<>();
  private volatile boolean ended;

  /** A message. */
  record Message(String id, String event, JsonNode data) {}

  private SseReader(HttpResponse<InputStream> answer) {
    this.answer = answer;
    Thread thread = new Thread(this::read, "sse-reader");
    thread.setDaemon(true);
    thread.start();
  }

  /** Connects; headers as pairs of name and value. */
  static SseReader of(GatewayRun run, String query, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + run.port() + "/v1/live?channels=" + query));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
      return new SseReader(client.send(request.build(), BodyHandlers.ofInputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  int status() {
    return answer.statusCode();
  }

  private void read() {
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), UTF_8))) {
      String id = null;
      String event = null;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("event: ")) {
          event = line.substring(7);
        } else if (line.startsWith("data: ")) {
          add(new Message(id, event, JSON.readTree(line.substring(6))));
        }
      }
    } catch (IOException e) {
      // The stream was closed, by one side or the other.
    } finally {
      ended = true;
    }
  }

  private void add(Message message) {
    synchronized (messages) {
      messages.add(message);
    }
  }

  List<Message> messages() {
    synchronized (messages) {
      return List.copyOf(messages);
    }
  }

  List<Message> messages(String event) {
    return messages().stream().filter(message -> message.event().equals(event)).toList();
  }

  boolean isEnded() {
    return ended;
  }

  String lastId() {
    List<Message> all = messages();
    return all.get(all.size() - 1).id();
  }

  /** All points of a channel that came, in their order. */
  List<JsonNode> points(String channel) {
    List<JsonNode> points = new ArrayList<>();
    for (Message message : messages("points")) {
      if (message.data().get("channel").asText().equals(channel)) {
        message.data().get("points").forEach(points::add);
      }
    }
    return points;
  }

  /** The points of a channel that count: of one key and second the last. */
  List<JsonNode> newest(String channel, String key, String value) {
    Map<Long, JsonNode> bySecond = new TreeMap<>();
    for (JsonNode point : points(channel)) {
      if (point.path(key).asText().equals(value)) {
        bySecond.put(point.get("t").asLong(), point);
      }
    }
    return List.copyOf(bySecond.values());
  }

  /** The state of a channel that was told last; empty before. */
  String state(String channel) {
    String state = "";
    for (Message message : messages("status")) {
      if (message.data().get("channel").asText().equals(channel)) {
        state = message.data().get("state").asText();
      }
    }
    return state;
  }

  void await(String what, Predicate<SseReader> condition) {
    GatewayRun.await(what, () -> condition.test(this));
  }

  @Override
  public void close() {
    try {
      answer.body().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
