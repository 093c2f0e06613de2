package io.flyball.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.JsonWriter;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.connectors.codec.kafka.TopicCatalogue;
import io.flyball.gateway.RecordKind;
import io.flyball.verify.JobFaultTest.Load;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Feeds records of several kinds through a gateway, from a thread of its own: a body is on its way
 * while processes are killed. What is not acknowledged is sent again under the same ids, for two
 * minutes.
 */
final class HttpFeeder implements Feeder {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BODY = 500;
  private static final long PAUSE_NANOS = 50_000_000L;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Load load;
  private final URI events;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<String, RecordCodec<? extends SpecificRecord>> codecs = new HashMap<>();
  private final AtomicLong sentAgain = new AtomicLong();
  private final Thread sender = new Thread(this::send, "http-feeder");
  private volatile long wanted;
  private volatile long fed;
  private volatile RuntimeException failure;
  private volatile boolean closed;

  HttpFeeder(Load load, String url) {
    this.load = load;
    this.events = URI.create(url + "/v1/events");
    sender.start();
  }

  @Override
  public void feedUntil(long total) {
    wanted = Math.max(wanted, total);
    requireAlive();
  }

  @Override
  public long fed() {
    return fed;
  }

  @Override
  public void flush() {
    while (fed < wanted) {
      requireAlive();
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    requireAlive();
  }

  /** Bodies of which something was not acknowledged at first. */
  long sentAgain() {
    return sentAgain.get();
  }

  private void requireAlive() {
    if (failure != null) {
      throw failure;
    }
  }

  private void send() {
    try {
      while (!closed) {
        long until = Math.min(wanted, fed + BODY);
        if (until == fed) {
          LockSupport.parkNanos(1_000_000);
          continue;
        }
        List<String> lines = new ArrayList<>();
        for (long i = fed; i < until; i++) {
          lines.add(line(load.at(i)));
        }
        untilAcknowledged(lines);
        fed = until;
      }
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  private String line(ProducerRecord<byte[], byte[]> record) {
    RawRecord raw = new RawRecord(record.topic(), 0, 0, 0, record.key(), record.value(), Map.of());
    Decoded<? extends SpecificRecord> decoded =
        codecs.computeIfAbsent(record.topic(), HttpFeeder::codec).decode(raw);
    return JsonWriter.write(((Decoded.Good<? extends SpecificRecord>) decoded).value());
  }

  private static RecordCodec<? extends SpecificRecord> codec(String topic) {
    return RecordCodec.of(RecordKind.ofRecord(recordOf(topic)).orElseThrow().type());
  }

  /** Whether the gateway takes the records of a topic. */
  static boolean takes(String topic) {
    return RecordKind.ofRecord(recordOf(topic)).isPresent();
  }

  private static String recordOf(String topic) {
    return TopicCatalogue.load().topics().stream()
        .filter(one -> one.name().equals(topic))
        .findFirst()
        .orElseThrow()
        .record();
  }

  private void untilAcknowledged(List<String> lines) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    List<String> left = lines;
    while (!left.isEmpty() && !closed) {
      left = post(left);
      if (!left.isEmpty()) {
        sentAgain.incrementAndGet();
        if (System.nanoTime() - deadline > 0) {
          throw new IllegalStateException("the gateway did not take a body within " + PATIENCE);
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  /** Sends lines once and returns those that are not known to be in a topic. */
  private List<String> post(List<String> lines) {
    HttpRequest request =
        HttpRequest.newBuilder(events)
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofString(String.join("\n", lines)))
            .build();
    try {
      HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
      return switch (answer.statusCode()) {
        case 202 -> List.of();
        case 207 -> failed(lines, JSON.readTree(answer.body()));
        case 429, 503 -> lines;
        default ->
            throw new IllegalStateException(
                "the gateway answered "
                    + answer.statusCode()
                    + ": "
                    + new String(answer.body(), UTF_8));
      };
    } catch (IOException e) {
      return lines;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static List<String> failed(List<String> lines, JsonNode answer) {
    List<String> failed = new ArrayList<>();
    for (JsonNode result : answer.get("results")) {
      switch (result.get("status").asText()) {
        case "failed" -> failed.add(lines.get(result.get("index").asInt()));
        case "refused" -> throw new IllegalStateException("the gateway refused " + result);
        default -> {}
      }
    }
    return failed;
  }

  @Override
  public void close() {
    closed = true;
    sender.interrupt();
  }
}
