package io.flyball.gateway;

import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Takes records in: reads the body, decodes and checks each record as the jobs do, sends what is
 * good, and answers when every one of them is acknowledged or has failed. One of each event loop.
 */
final class Ingest {
  private final GatewaySettings settings;
  private final TopicWriter writer;
  private final InFlight inFlight;
  private final GatewayMetrics metrics;
  private final Bodies bodies;
  private final RecordReader reader;
  private final RecordAnswers answers;
  private final Beacon beacon;

  Ingest(GatewaySettings settings, TopicWriter writer, InFlight inFlight, GatewayMetrics metrics) {
    this.settings = settings;
    this.writer = writer;
    this.inFlight = inFlight;
    this.metrics = metrics;
    this.bodies = new Bodies(settings.config().maxRecords());
    this.reader = new RecordReader(settings.config().maxRecordBytes(), settings.check());
    this.answers = new RecordAnswers(settings, writer, metrics);
    this.beacon = new Beacon(this, settings, writer, metrics, bodies, reader);
  }

  /** What takes in the records of pages that do not read the answer. */
  Beacon beacon() {
    return beacon;
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
    read(exchange, settings.config().maxBodyBytes(), whole);
  }

  /** The same for a body of at most so many bytes. */
  void read(Exchange exchange, int most, ReservedBody whole) throws ProblemException {
    Reservation reservation = new Reservation(inFlight, exchange.caller().inFlight());
    BodyReader.read(
        exchange,
        most,
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
                  loop.runOnContext(go -> answers.answer(exchange, all, acks));
                });
  }
}
