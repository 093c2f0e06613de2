package io.flyball.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.gateway.Controls.Published;
import io.flyball.jobs.runtime.ControlDecoder;
import io.flyball.jobs.runtime.RecordMapping;
import io.flyball.schemas.ControlUpdate;
import io.vertx.core.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Publishes control updates: the job's own check first, then the next version, and an answer when
 * the topic has it as the first of that version. Two gateways may publish at once: the one whose
 * record comes second is told that it was overtaken. One of each event loop.
 */
final class ControlWriter {
  private final TopicWriter writer;
  private final ControlPlane plane;
  private final Duration patience;
  private final RecordCodec<ControlUpdate> codec = RecordCodec.of(ControlUpdate.class);

  ControlWriter(TopicWriter writer, ControlPlane plane, Duration patience) {
    this.writer = writer;
    this.plane = plane;
    this.patience = patience;
  }

  /**
   * Answers with the new version, or why there is none.
   *
   * @param seen the version that the caller has seen
   */
  void publish(
      Exchange exchange, SteeredTarget target, long seen, ControlChange change, boolean dryRun)
      throws ProblemException {
    if (seen != target.version()) {
      throw overtaken(exchange, target).exception();
    }
    Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
    ControlUpdate update =
        new ControlUpdate(target.target(), seen + 1, now, change.parameters(), change.author());
    String fault = target.job().fault(RecordMapping.fromAvro(update));
    if (fault != null) {
      audit(exchange, target, 422, update);
      throw Problem.of(422, fault).exception();
    }
    ObjectNode answer = change.described(target, seen + 1, dryRun);
    answer.put("time", now.toString());
    if (dryRun) {
      exchange.json(200, answer);
      return;
    }
    String obstacle = writer.obstacle(List.of(ControlDecoder.TOPIC)).orElse(null);
    if (obstacle != null) {
      throw Problem.of(503, obstacle).exception();
    }
    send(exchange, target, update, answer);
  }

  private void send(
      Exchange exchange, SteeredTarget target, ControlUpdate update, ObjectNode answer) {
    Context loop = exchange.vertx().getOrCreateContext();
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            ControlDecoder.TOPIC, target.target().getBytes(UTF_8), codec.encode(update));
    CompletableFuture<Delivery> ack = writer.send(List.of(record)).get(0);
    var unused =
        ack.thenCompose(this::readBack)
            .whenComplete(
                (delivery, late) ->
                    loop.runOnContext(
                        go -> answer(exchange, target, update, answer, ack.join(), late == null)));
  }

  /** Completes when the topic was read as far as the record. */
  private CompletableFuture<Delivery> readBack(Delivery delivery) {
    if (delivery.failure() != null) {
      return CompletableFuture.completedFuture(delivery);
    }
    return plane
        .control()
        .passed(
            new TopicPartition(ControlDecoder.TOPIC, delivery.metadata().partition()),
            delivery.metadata().offset())
        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .thenApply(passed -> delivery);
  }

  private void answer(
      Exchange exchange,
      SteeredTarget target,
      ControlUpdate update,
      ObjectNode answer,
      Delivery delivery,
      boolean readBack) {
    if (delivery.failure() != null) {
      audit(exchange, target, 503, update);
      exchange.problem(Problem.of(503, writer.sentence(delivery.failure())));
      return;
    }
    int partition = delivery.metadata().partition();
    long offset = delivery.metadata().offset();
    SteeredTarget after = plane.targets().of(target.target());
    Published first = after.versions().get(update.getVersion());
    if (!readBack || first == null) {
      audit(exchange, target, 503, update);
      exchange.problem(
          Problem.of(
              503,
              "version "
                  + update.getVersion()
                  + " was written and could not be read back: ask what is in force before you send"
                  + " it again"));
    } else if (first.partition() != partition || first.offset() != offset) {
      audit(exchange, target, 412, update);
      exchange.problem(overtaken(exchange, after));
    } else {
      audit(exchange, target, 201, update);
      exchange.putHeader("ETag", "\"" + update.getVersion() + "\"");
      exchange.json(201, answer.put("partition", partition).put("offset", offset));
    }
  }

  private static Problem overtaken(Exchange exchange, SteeredTarget target) {
    exchange.putHeader("ETag", "\"" + target.version() + "\"");
    Published newest = target.newest();
    String author = newest == null ? null : newest.update().getAuthor();
    return Problem.of(
            412,
            "version "
                + target.version()
                + " of '"
                + target.target()
                + "' is in force"
                + (author == null ? "" : ", published by " + author)
                + ": look at it and decide again")
        .with("version", target.version());
  }

  private static void audit(
      Exchange exchange, SteeredTarget target, int status, ControlUpdate update) {
    ObjectNode facts =
        JsonNodeFactory.instance
            .objectNode()
            .put("target", target.target())
            .put("version", update.getVersion())
            .put("author", update.getAuthor());
    facts.set("parameters", ControlView.texts(update.getParameters()));
    Audit.line(exchange.caller(), "control", status, facts);
  }
}
