package io.flyball.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flyball.connectors.codec.kafka.AccessFaults;
import io.flyball.connectors.topic.DeadLetterReplay;
import io.flyball.connectors.topic.TopicClients;
import io.flyball.core.record.Reason;
import io.flyball.gateway.letters.LetterPage;
import io.flyball.gateway.letters.LetterQuery;
import io.flyball.gateway.letters.LetterReader;
import io.vertx.core.MultiMap;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Shows dead letters, and sends them back to where they came from. Thread-safe. */
final class DeadLetters {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MOST = 200;

  /** Requests that read at a time; each holds a consumer. */
  private static final int AT_A_TIME = 4;

  private final TopicClients clients;
  private final AtomicInteger reading = new AtomicInteger();
  private final AtomicBoolean replaying = new AtomicBoolean();

  DeadLetters(TopicClients clients) {
    this.clients = clients;
  }

  /** Answers with a page of letters. */
  void list(Exchange exchange) throws ProblemException {
    MultiMap query = exchange.request().params();
    LetterQuery wanted =
        new LetterQuery(
            reason(query),
            text(query, "topic"),
            text(query, "job"),
            Live.time("from", query.get("from")),
            (int) number(query, "limit", DEFAULT_LIMIT, MOST),
            places(query));
    if (reading.incrementAndGet() > AT_A_TIME) {
      reading.decrementAndGet();
      throw Problem.of(503, "dead letters are read by others: ask again").exception();
    }
    exchange
        .vertx()
        .executeBlocking(() -> LetterReader.read(clients, wanted), false)
        .onComplete(
            page -> {
              reading.decrementAndGet();
              exchange.json(200, json(page));
            },
            failure -> {
              reading.decrementAndGet();
              exchange.problem(problem(failure));
            });
  }

  private static ObjectNode json(LetterPage page) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ArrayNode letters = node.putArray("letters");
    page.letters().forEach(letters::add);
    return node.put("next", page.next())
        .put("scanned", page.scanned())
        .put("unreadable", page.unreadable());
  }

  /** Sends letters back, or counts those that would be. */
  void replay(Exchange exchange) throws ProblemException {
    MultiMap query = exchange.request().params();
    LetterQuery wanted =
        new LetterQuery(reason(query), text(query, "topic"), text(query, "job"), 0, 1, Map.of());
    long limit = number(query, "limit", Long.MAX_VALUE, Long.MAX_VALUE);
    String dry = query.get("dry-run");
    boolean dryRun = dry != null && !dry.equals("false");
    if (!replaying.compareAndSet(false, true)) {
      throw Problem.of(409, "another replay runs: wait for its answer").exception();
    }
    exchange
        .vertx()
        .executeBlocking(() -> DeadLetterReplay.run(clients, wanted::matches, limit, dryRun), false)
        .onComplete(
            outcome -> {
              replaying.set(false);
              ObjectNode node = json(outcome).put("dryRun", dryRun);
              audit(exchange, dryRun ? 200 : 202, node.deepCopy(), query);
              exchange.json(dryRun ? 200 : 202, node);
            },
            failure -> {
              replaying.set(false);
              Problem problem = problem(failure);
              ObjectNode facts = JsonNodeFactory.instance.objectNode().put("dryRun", dryRun);
              audit(exchange, problem.status(), facts.put("detail", problem.detail()), query);
              exchange.problem(problem);
            });
  }

  private static ObjectNode json(DeadLetterReplay.Outcome outcome) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("replayed", outcome.replayed());
    ObjectNode noTopic = node.putObject("noTopic");
    outcome.noTopic().forEach(noTopic::put);
    return node.put("unreadable", outcome.unreadable());
  }

  private static void audit(Exchange exchange, int status, ObjectNode facts, MultiMap query) {
    ObjectNode filter = facts.putObject("filter");
    query.forEach((name, value) -> filter.put(name, value));
    Audit.line(exchange.caller(), "replay", status, facts);
  }

  private Problem problem(Throwable failure) {
    String bootstrap = String.valueOf(clients.settings().get("bootstrap.servers"));
    if (failure instanceof UnknownTopicOrPartitionException) {
      return Problem.of(
          503,
          "the broker at "
              + bootstrap
              + " has no topic 'dead-letters': make it with ./flyball topics create");
    }
    if (failure instanceof DeadLetterReplay.TooScatteredException) {
      return Problem.of(409, failure.getMessage());
    }
    if (failure instanceof KafkaException) {
      return Problem.of(
          503,
          AccessFaults.sentence(failure, bootstrap)
              .orElse(
                  "the broker at "
                      + bootstrap
                      + " does not answer: ask again; letters that were replayed whole are noted"));
    }
    return Problem.unexpected();
  }

  private static String text(MultiMap query, String name) {
    String value = query.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  private static String reason(MultiMap query) throws ProblemException {
    String name = text(query, "reason");
    if (name != null && Arrays.stream(Reason.values()).noneMatch(r -> r.name().equals(name))) {
      throw Problem.of(
              400, "no reason '" + name + "'; reasons are " + Arrays.toString(Reason.values()))
          .exception();
    }
    return name;
  }

  private static long number(MultiMap query, String name, long otherwise, long most)
      throws ProblemException {
    String text = text(query, name);
    if (text == null) {
      return otherwise;
    }
    long number = text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    if (number < 1 || number > most) {
      String range = most == Long.MAX_VALUE ? "at least 1" : "from 1 to " + most;
      throw Problem.of(400, name + " is " + range + ", not '" + text + "'").exception();
    }
    return number;
  }

  private static Map<Integer, Long> places(MultiMap query) throws ProblemException {
    String text = text(query, "before");
    try {
      return text == null ? Map.of() : LetterQuery.places(text);
    } catch (IllegalArgumentException e) {
      throw Problem.of(400, e.getMessage()).exception();
    }
  }
}
