package io.flyball.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flyball.connectors.codec.UnknownField;
import io.flyball.connectors.codec.UnknownFields;
import io.flyball.core.record.Refusal;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Answers what became of records: all, some or none of them, each in the order sent. */
final class RecordAnswers {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final GatewaySettings settings;
  private final TopicWriter writer;
  private final GatewayMetrics metrics;

  RecordAnswers(GatewaySettings settings, TopicWriter writer, GatewayMetrics metrics) {
    this.settings = settings;
    this.writer = writer;
    this.metrics = metrics;
  }

  /** Answers when every record is acknowledged, refused or has failed; on the event loop. */
  void answer(Exchange exchange, List<Prepared> all, List<CompletableFuture<Delivery>> acks) {
    ArrayNode results = JSON.createArrayNode();
    int accepted = 0;
    int refused = 0;
    int sent = 0;
    int unknown = 0;
    for (int i = 0; i < all.size(); i++) {
      Prepared one = all.get(i);
      ObjectNode result = results.addObject().put("index", i).put("id", one.id());
      unknown += unknownFields(result, one.unknownFields());
      metrics.unknown(one.unknownFields());
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
  static int unknownFields(ObjectNode result, UnknownFields unknown) {
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
}
