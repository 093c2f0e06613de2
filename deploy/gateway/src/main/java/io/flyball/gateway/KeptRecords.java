package io.flyball.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flyball.connectors.codec.kafka.Topic;
import io.flyball.connectors.codec.kafka.TopicCatalogue;
import io.flyball.connectors.topic.TopicClients;
import io.flyball.gateway.evidence.RecordLookup;
import io.flyball.schemas.Alert;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;

/** Shows one record of a topic, such as one that an alert names as its evidence. Thread-safe. */
final class KeptRecords {
  /** Requests that read at a time; each holds a consumer. */
  private static final int AT_A_TIME = 4;

  /** What is mostly bytes, and has routes of its own. */
  private static final Set<String> OTHERWISE =
      Set.of("PolicySnapshot", "EventPacket", "DeadLetter");

  private static final Map<String, Class<? extends SpecificRecord>> TYPES = types();

  private final TopicClients clients;
  private final AtomicInteger reading = new AtomicInteger();

  KeptRecords(TopicClients clients) {
    this.clients = clients;
  }

  private static Map<String, Class<? extends SpecificRecord>> types() {
    Map<String, Class<? extends SpecificRecord>> types = new TreeMap<>();
    for (Topic topic : TopicCatalogue.load().topics()) {
      if (!OTHERWISE.contains(topic.record())) {
        types.put(topic.name(), type(topic.record()));
      }
    }
    return types;
  }

  private static Class<? extends SpecificRecord> type(String record) {
    try {
      return Class.forName(Alert.class.getPackageName() + "." + record)
          .asSubclass(SpecificRecord.class);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("the catalogue names a record that is none: " + record, e);
    }
  }

  /**
   * The row.
   *
   * @param records answers it; null to describe it alone
   */
  static Route route(KeptRecords records) {
    return Route.get(
            "/v1/records/{topic}",
            "One record of a topic, by its id or its place: what an alert names as evidence.")
        .scope("read")
        .query("id", "Its id, among the " + RecordLookup.MOST + " newest records.")
        .query("at", "Its place instead: PARTITION/OFFSET.")
        .answers(200, "The record, as JSON.")
        .answers(400, "Neither an id nor a place, or both.")
        .answers(401, 403)
        .answers(404, "No such record, or no such topic.")
        .answers(503, "Brokers are away, or too many read. Retry.")
        .returns(Bodies.JSON, schema())
        .by(exchange -> records.handle(exchange));
  }

  private static ObjectNode schema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
    schema.putArray("required").add("topic").add("partition").add("offset").add("record");
    ObjectNode fields = schema.putObject("properties");
    fields.putObject("topic").put("type", "string");
    for (String name : List.of("partition", "offset", "timestamp", "scanned")) {
      fields.putObject(name).put("type", "integer");
    }
    fields.putObject("record").putArray("type").add("object").add("null");
    fields.putObject("fault").put("type", "string");
    return schema;
  }

  private void handle(Exchange exchange) throws ProblemException {
    String topic = exchange.path("topic");
    Class<? extends SpecificRecord> type = TYPES.get(topic);
    if (type == null) {
      throw Problem.of(
              404, "no records are shown of '" + topic + "'; they are of " + TYPES.keySet())
          .exception();
    }
    MultiMap query = exchange.request().params();
    String id = query.get("id");
    String at = query.get("at");
    if ((id == null || id.isEmpty()) == (at == null)) {
      throw Problem.of(400, "give id, or at with PARTITION/OFFSET").exception();
    }
    TopicPartition partition = at == null ? null : partition(topic, at);
    if (reading.incrementAndGet() > AT_A_TIME) {
      reading.decrementAndGet();
      throw Problem.of(503, "records are read by others: ask again").exception();
    }
    exchange
        .vertx()
        .executeBlocking(
            () ->
                partition == null
                    ? RecordLookup.byId(clients, topic, type, id)
                    : RecordLookup.at(
                        clients,
                        partition,
                        type,
                        Long.parseLong(at.substring(at.indexOf('/') + 1))),
            false)
        .onComplete(
            found -> {
              reading.decrementAndGet();
              answer(exchange, topic, at == null ? "id '" + id + "'" : "place " + at, found);
            },
            failure -> {
              reading.decrementAndGet();
              exchange.problem(TopicProblem.of(clients, topic, failure));
            });
  }

  private static TopicPartition partition(String topic, String at) throws ProblemException {
    if (!at.matches("[0-9]{1,9}/[0-9]{1,18}")) {
      throw Problem.of(400, "at is PARTITION/OFFSET, such as 0/17, not '" + at + "'").exception();
    }
    return new TopicPartition(topic, Integer.parseInt(at.substring(0, at.indexOf('/'))));
  }

  private static void answer(
      Exchange exchange, String topic, String what, RecordLookup.Found found) {
    if (found.record() == null) {
      exchange.problem(
          Problem.of(
              404,
              "none of the "
                  + found.scanned()
                  + " newest records of "
                  + topic
                  + " has the "
                  + what
                  + ": it was deleted, or lies further back"));
    } else {
      exchange.json(200, found.record().put("scanned", found.scanned()));
    }
  }
}
