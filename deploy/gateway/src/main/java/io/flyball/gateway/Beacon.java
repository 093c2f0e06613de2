package io.flyball.gateway;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import io.flyball.schemas.DeadLetter;
import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Takes in the records of a page that sends and leaves, and does not read the answer: what is
 * refused becomes a dead letter, a record without an id gets one, and the body is JSON whatever its
 * media type. One of each event loop.
 */
final class Beacon {
  /** What browsers let a page send at its end. */
  private static final int MAX_BYTES = 64 << 10;

  private final Ingest ingest;
  private final GatewaySettings settings;
  private final TopicWriter writer;
  private final GatewayMetrics metrics;
  private final Bodies bodies;
  private final RecordReader reader;
  private final RecordCodec<DeadLetter> letters =
      RecordCodec.of(DeadLetter.class, Integer.MAX_VALUE);

  Beacon(
      Ingest ingest,
      GatewaySettings settings,
      TopicWriter writer,
      GatewayMetrics metrics,
      Bodies bodies,
      RecordReader reader) {
    this.ingest = ingest;
    this.settings = settings;
    this.writer = writer;
    this.metrics = metrics;
    this.bodies = bodies;
    this.reader = reader;
  }

  /** Answers a request. */
  void handle(Exchange exchange, RecordKind kind) throws ProblemException {
    String topic = settings.topics().get(kind);
    ingest.requireBrokers(Set.of(topic, GatewaySettings.DEAD_LETTERS));
    long arrival = System.currentTimeMillis();
    ingest.read(
        exchange,
        MAX_BYTES,
        (body, reservation) -> {
          List<Prepared> all = prepared(kind, body, arrival, topic);
          Access.spend(exchange.caller(), all.size());
          send(exchange, all, topic, reservation);
        });
  }

  /**
   * The records of a body; one that is no JSON is a refused record.
   *
   * @param topic where they would go, which their dead letters name
   */
  private List<Prepared> prepared(RecordKind kind, byte[] body, long arrival, String topic) {
    List<Item> items;
    try {
      items = bodies.parse(Bodies.JSON, Map.of(), body);
    } catch (ProblemException e) {
      Refusal found = e.problem().refusal();
      Refusal refusal =
          found != null ? found : Refusal.of(Reason.MALFORMED_JSON, "", e.problem().detail());
      items = List.of(Item.refused(body, refusal));
    }
    List<Prepared> all = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      String id = "beacon/" + UUID.randomUUID();
      Prepared one = reader.read(kind, items.get(i), i, new RecordReader.Defaults(id, arrival));
      all.add(one.refusal() == null ? one : named(one, topic));
    }
    return all;
  }

  /** A refused record as if it had been read from the topic it was meant for. */
  private static Prepared named(Prepared one, String topic) {
    RawRecord raw = one.raw();
    RawRecord named =
        new RawRecord(topic, -1, -1, raw.ingestTime(), null, raw.value(), raw.headers());
    return new Prepared(one.kind(), one.id(), null, null, null, Map.of(), named, one.refusal());
  }

  private void send(Exchange exchange, List<Prepared> all, String topic, Reservation reservation) {
    List<ProducerRecord<byte[], byte[]>> records =
        all.stream()
            .map(
                one ->
                    one.refusal() == null ? Records.of(topic, one) : Records.letter(one, letters))
            .toList();
    List<CompletableFuture<Delivery>> acks = writer.send(records);
    Context loop = exchange.vertx().getOrCreateContext();
    var unused =
        CompletableFuture.allOf(acks.toArray(CompletableFuture[]::new))
            .whenComplete(
                (done, never) -> {
                  reservation.release();
                  boolean whole = acks.stream().allMatch(ack -> ack.join().failure() == null);
                  loop.runOnContext(
                      go -> {
                        if (whole) {
                          all.forEach(one -> count(topic, one));
                          exchange.empty(204);
                        } else {
                          exchange.problem(
                              Problem.of(503, "not every record was acknowledged: send it again"));
                        }
                      });
                });
  }

  private void count(String topic, Prepared one) {
    String reason = one.refusal() == null ? "" : one.refusal().reason().name();
    metrics.unknown(one.unknownFields());
    metrics.record(topic, reason.isEmpty() ? "accepted" : "refused", reason);
  }
}
