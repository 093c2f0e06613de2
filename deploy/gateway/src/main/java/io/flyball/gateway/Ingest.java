package io.flyball.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.connectors.codec.UnknownField;
import io.flyball.connectors.codec.UnknownFields;
import io.flyball.core.record.Refusal;
import io.flyball.schemas.DeadLetter;
import io.vertx.core.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Takes records in: reads the body, decodes and checks each record as the jobs do, sends what is
 * good, and answers when every one of them is acknowledged or has failed. One of each event loop.
 */
final class Ingest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final GatewaySettings settings;
  private final TopicWriter writer;
  private final InFlight inFlight;
  private final GatewayMetrics metrics;
  private final Bodies bodies;
  private final RecordReader reader;
  private final RecordCodec<DeadLetter> letters =
      RecordCodec.of(DeadLetter.class, Integer.MAX_VALUE);

  Ingest(GatewaySettings settings, TopicWriter writer, InFlight inFlight, GatewayMetrics metrics) {
    this.settings = settings;
    this.writer = writer;
    this.inFlight = inFlight;
    this.metrics = metrics;
    this.bodies = new Bodies(settings.config().maxRecords());
    this.reader = new RecordReader(settings.config().maxRecordBytes(), settings.check());
  }

  /** What takes a body apart. */
  @FunctionalInterface
  interface Parser {
    List<Item> parse(byte[] body) throws ProblemException;
  }

  /**
   * Answers a request.
   *
   * @param kind what the path names; null where each record names its own
   */
  void handle(Exchange exchange, RecordKind kind) throws ProblemException {
    String mediaType = Bodies.mediaType(exchange.header("content-type"));
    handle(exchange, kind, body -> bodies.parse(mediaType, exchange.headers(), body));
  }

  /** The same for a body that is not a record as it is. */
  void handle(Exchange exchange, RecordKind kind, Parser parser) throws ProblemException {
    observeSkew(exchange);
    if (kind != null) {
      requireBrokers(Set.of(settings.topics().get(kind)));
    } else {
      requireBrokers(settings.topics().values());
    }
    long arrival = System.currentTimeMillis();
    read(
        exchange,
        (body, reservation) ->
            take(exchange, prepared(exchange, kind, parser.parse(body), arrival), reservation));
  }

  /** What becomes of a body; releases what was reserved for it when that is over. */
  @FunctionalInterface
  interface ReservedBody {
    void take(byte[] body, Reservation reservation) throws ProblemException;
  }

  /** What becomes of a body of which nothing is kept. */
  @FunctionalInterface
  interface PlainBody {
    void take(byte[] body) throws ProblemException;
  }

  /** Reads a body within the limits and hands it over; answers where either cannot be done. */
  void read(Exchange exchange, ReservedBody whole) throws ProblemException {
    Reservation reservation = new Reservation(inFlight, exchange.caller().inFlight());
    BodyReader.read(
        exchange,
        settings.config().maxBodyBytes(),
        settings.config().bodyTimeout(),
        reservation,
        body -> {
          try {
            whole.take(body, reservation);
          } catch (ProblemException e) {
            reservation.release();
            exchange.problem(e.problem());
          }
        });
  }

  /** The same for a body that is done with when it was handed over. */
  void read(Exchange exchange, PlainBody whole) throws ProblemException {
    read(
        exchange,
        (body, reservation) -> {
          whole.take(body);
          reservation.release();
        });
  }

  /** A record of a kind as it would be taken in, checked; nothing is sent. */
  Prepared prepared(RecordKind kind, Item item, int index, long arrival) {
    return reader.read(kind, item, index, new RecordReader.Defaults(null, arrival));
  }

  /** The objects of a body that is an array of at most so many. */
  List<Item> array(byte[] body, int most) throws ProblemException {
    return bodies.array(body, most);
  }

  /** The object that a body is. */
  Map<String, Object> object(byte[] body) throws ProblemException {
    return bodies.object(body);
  }

  /** Refuses a request whose topics cannot be written to now. */
  void requireBrokers(Collection<String> topics) throws ProblemException {
    String obstacle = writer.obstacle(topics).orElse(null);
    if (obstacle != null) {
      throw Problem.of(503, obstacle).exception();
    }
  }

  private void observeSkew(Exchange exchange) {
    String sent = exchange.header("flyball-sent-at");
    if (sent != null && sent.matches("\\d{1,15}")) {
      metrics.skewed((System.currentTimeMillis() - Long.parseLong(sent)) / 1000.0);
    }
  }

  private List<Prepared> prepared(
      Exchange exchange, RecordKind kind, List<Item> items, long arrival) throws ProblemException {
    String key = exchange.header("idempotency-key");
    List<Prepared> all = new ArrayList<>(items.size());
    Set<RecordKind> kinds = EnumSet.noneOf(RecordKind.class);
    for (int i = 0; i < items.size(); i++) {
      String id = key == null ? null : key + "/" + i;
      Prepared one = reader.read(kind, items.get(i), i, new RecordReader.Defaults(id, arrival));
      if (one.kind() != null) {
        kinds.add(one.kind());
      }
      all.add(one);
    }
    for (RecordKind found : kinds) {
      Access.require(exchange.caller(), "write:" + found.path());
    }
    Access.spend(exchange.caller(), items.size());
    return all;
  }

  /** Sends what is good; answers on the event loop when all of it is decided. */
  private void take(Exchange exchange, List<Prepared> all, Reservation reservation) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (Prepared one : all) {
      if (one.refusal() == null) {
        records.add(Records.of(settings.topics().get(one.kind()), one));
      }
    }
    long begun = System.nanoTime();
    List<CompletableFuture<Delivery>> acks = writer.send(records);
    Context loop = exchange.vertx().getOrCreateContext();
    var unused =
        CompletableFuture.allOf(acks.toArray(CompletableFuture[]::new))
            .whenComplete(
                (done, never) -> {
                  reservation.release();
                  if (!acks.isEmpty()) {
                    metrics.acknowledged((System.nanoTime() - begun) * 1e-9);
                  }
                  loop.runOnContext(go -> answer(exchange, all, acks));
                });
  }

  private void answer(
      Exchange exchange, List<Prepared> all, List<CompletableFuture<Delivery>> acks) {
    ArrayNode results = JSON.createArrayNode();
    int accepted = 0;
    int refused = 0;
    int sent = 0;
    int unknown = 0;
    for (int i = 0; i < all.size(); i++) {
      Prepared one = all.get(i);
      ObjectNode result = results.addObject().put("index", i).put("id", one.id());
      unknown += unknownFields(result, one);
      if (one.refusal() != null) {
        refused++;
        refusal(result, one);
      } else if (delivery(result, one, acks.get(sent++).join())) {
        accepted++;
      }
    }
    int failed = all.size() - accepted - refused;
    if (accepted == all.size()) {
      boolean wanted = "all".equals(exchange.request().getParam("results"));
      exchange.json(202, summary(accepted, refused, failed, unknown, wanted ? results : null));
    } else if (accepted > 0) {
      exchange.json(207, summary(accepted, refused, failed, unknown, results));
    } else if (failed > 0) {
      exchange.problem(
          Problem.of(503, "no record was acknowledged: send the failed ones again").with(results));
    } else {
      exchange.problem(refused(all).with(results));
    }
  }

  private static Problem refused(List<Prepared> all) {
    Refusal first = all.get(0).refusal();
    return all.size() == 1
        ? Problem.of(422, first)
        : Problem.of(422, "every record was refused: sent again, it would be refused again");
  }

  private void refusal(ObjectNode result, Prepared one) {
    Refusal refusal = one.refusal();
    result
        .put("status", "refused")
        .put("reason", refusal.reason().name())
        .put("field", refusal.field())
        .put("message", refusal.message());
    metrics.record(topic(one), "refused", refusal.reason().name());
  }

  private boolean delivery(ObjectNode result, Prepared one, Delivery delivery) {
    if (delivery.failure() == null) {
      result
          .put("status", "accepted")
          .put("partition", delivery.metadata().partition())
          .put("offset", delivery.metadata().offset());
      metrics.record(topic(one), "accepted", "");
      return true;
    }
    result.put("status", "failed").put("message", writer.sentence(delivery.failure()));
    metrics.record(topic(one), "failed", "");
    return false;
  }

  private String topic(Prepared one) {
    return one.kind() == null ? "" : settings.topics().get(one.kind());
  }

  /** Tells what was left out of a record: behind the gateway nobody sees it any more. */
  private static int unknownFields(ObjectNode result, Prepared one) {
    UnknownFields unknown = one.unknownFields();
    if (unknown.count() > 0) {
      ArrayNode fields = result.putArray("unknownFields");
      for (UnknownField field : unknown.named()) {
        ObjectNode node = fields.addObject().put("field", field.path());
        if (field.near() != null) {
          node.put("near", field.near());
        }
      }
    }
    return unknown.count();
  }

  private static ObjectNode summary(
      int accepted, int refused, int failed, int unknown, ArrayNode results) {
    ObjectNode node =
        JSON.createObjectNode()
            .put("accepted", accepted)
            .put("refused", refused)
            .put("failed", failed);
    if (unknown > 0) {
      node.put("unknownFields", unknown);
    }
    if (results != null) {
      node.set("results", results);
    }
    return node;
  }

  /**
   * Answers a page that does not read the answer: what is refused becomes a dead letter, a record
   * without an id gets one, and the body is JSON whatever its media type.
   */
  void beacon(Exchange exchange, RecordKind kind) throws ProblemException {
    requireBrokers(Set.of(settings.topics().get(kind), GatewaySettings.DEAD_LETTERS));
    Reservation reservation = new Reservation(inFlight, exchange.caller().inFlight());
    long arrival = System.currentTimeMillis();
    Duration timeout = settings.config().bodyTimeout();
    BodyReader.read(
        exchange,
        Beacon.MAX_BYTES,
        timeout,
        reservation,
        body -> {
          try {
            String topic = settings.topics().get(kind);
            List<Prepared> all = Beacon.prepared(bodies, reader, kind, body, arrival, topic);
            Access.spend(exchange.caller(), all.size());
            beacon(exchange, all, topic, reservation);
          } catch (ProblemException e) {
            reservation.release();
            exchange.problem(e.problem());
          }
        });
  }

  private void beacon(
      Exchange exchange, List<Prepared> all, String topic, Reservation reservation) {
    List<ProducerRecord<byte[], byte[]>> records =
        all.stream()
            .map(
                one ->
                    one.refusal() == null ? Records.of(topic, one) : Records.letter(one, letters))
            .collect(Collectors.toList());
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
    metrics.record(topic, reason.isEmpty() ? "accepted" : "refused", reason);
  }
}
