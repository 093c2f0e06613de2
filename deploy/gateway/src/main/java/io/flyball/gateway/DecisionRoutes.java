package io.flyball.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The rows about one decision: that it was shown, and what it was worth. */
final class DecisionRoutes {
  private static final int[] ANSWERS = {202, 400, 401, 403, 408, 413, 415, 422, 429, 503};
  private static final String DECISION = "decisionId";

  private DecisionRoutes() {}

  /**
   * The rows.
   *
   * @param ingest answers them; null to describe them alone
   */
  static List<Route> of(Ingest ingest) {
    return List.of(
        Route.post(
                "/v1/decisions/{id}/activate",
                "Says that a deferred decision was shown. A slash in its id is written %2F.")
            .scope("write:rewards")
            .query("results", "all lists the record on 202, too.")
            .answers(ANSWERS)
            .returns(Bodies.JSON, OpenApi.reference("Outcome"))
            .by(exchange -> activate(exchange, ingest)),
        Route.post(
                "/v1/decisions/{id}/reward",
                "Says what a decision was worth. A slash in its id is written %2F.")
            .scope("write:rewards")
            .json(OpenApi.reference("RewardOfDecision"))
            .query("results", "all lists the record on 202, too.")
            .header("Idempotency-Key", "Names a reward without an id: KEY/0.")
            .answers(ANSWERS)
            .returns(Bodies.JSON, OpenApi.reference("Outcome"))
            .by(exchange -> reward(exchange, ingest)));
  }

  private static void activate(Exchange exchange, Ingest ingest) throws ProblemException {
    String id = exchange.path("id");
    ingest.handle(
        exchange,
        RecordKind.REWARDS,
        body ->
            List.of(
                Item.of(
                    id.getBytes(UTF_8),
                    Map.of("id", id + "/activate", DECISION, id, "kind", "ACTIVATE"))));
  }

  private static void reward(Exchange exchange, Ingest ingest) throws ProblemException {
    Bodies.requireJson(exchange.header("content-type"));
    String id = exchange.path("id");
    ingest.handle(
        exchange, RecordKind.REWARDS, body -> List.of(reward(body, ingest.object(body), id)));
  }

  private static Item reward(byte[] body, Map<String, Object> given, String decision) {
    Object named = given.get(DECISION);
    if (named != null && !named.equals(decision)) {
      return Item.refused(
          body,
          Refusal.of(
              Reason.OUT_OF_RANGE,
              DECISION,
              "the body names decision '" + named + "', the path '" + decision + "'"));
    }
    Map<String, Object> reward = new TreeMap<>(given);
    reward.put(DECISION, decision);
    return Item.of(body, reward);
  }
}
