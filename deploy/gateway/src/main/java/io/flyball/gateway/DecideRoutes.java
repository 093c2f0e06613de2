package io.flyball.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import io.flyball.schemas.DecisionRequest;
import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The rows that decide. */
final class DecideRoutes {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST = 100;
  private static final long LONGEST_MS = 30_000;
  private static final int[] ANSWERS = {200, 400, 401, 403, 408, 413, 415, 422, 429, 503};

  private final Ingest ingest;
  private final Decider decider;
  private final GatewaySettings settings;
  private final GatewayMetrics metrics;

  private DecideRoutes(
      Ingest ingest, Decider decider, GatewaySettings settings, GatewayMetrics metrics) {
    this.ingest = ingest;
    this.decider = decider;
    this.settings = settings;
    this.metrics = metrics;
  }

  /**
   * The rows.
   *
   * @param decider decides; null, as the others, to describe the rows alone
   */
  static List<Route> of(
      Ingest ingest, Decider decider, GatewaySettings settings, GatewayMetrics metrics) {
    DecideRoutes routes = new DecideRoutes(ingest, decider, settings, metrics);
    return List.of(
        deciding("/v1/decide", "Decides which arm is shown, and tells the job.")
            .json(OpenApi.reference("DecisionRequest"))
            .answers(404, "The policy has no snapshot, and gateway.fallback is none.")
            .answers(422, "The request is refused, for the job's own reason. Never retry.")
            .answers(504, "The job did not answer in time. Retry with the same id.")
            .returns(Bodies.JSON, OpenApi.reference("Decided"))
            .by(routes::one),
        deciding("/v1/decide/batch", "Decides up to 100 requests, each for itself.")
            .json(ActSchemas.list(OpenApi.reference("DecisionRequest")))
            .returns(Bodies.JSON, ActSchemas.decisions())
            .by(routes::batch));
  }

  private static Route.Builder deciding(String path, String summary) {
    return Route.post(path, summary)
        .header(
            "Flyball-Deadline-Ms",
            "Milliseconds until the answer is due, 1 to 30000; gateway.deadline without it. What"
                + " is not acknowledged by then is answered with logged: pending.")
        .header("Flyball-Via", "auto (without it), snapshot or topic.")
        .answers(ANSWERS);
  }

  private void one(Exchange exchange) throws ProblemException {
    Terms terms = terms(exchange);
    ingest.read(
        exchange,
        (body, reservation) -> {
          Access.spend(exchange.caller(), 1);
          Item item = Item.of(body, ingest.object(body));
          finish(
              exchange,
              reservation,
              decide(exchange.caller(), item, 0, terms),
              answer -> {
                if (answer.problem() != null) {
                  exchange.problem(answer.problem());
                } else {
                  exchange.json(200, answer.body());
                }
              });
        });
  }

  private void batch(Exchange exchange) throws ProblemException {
    Terms terms = terms(exchange);
    ingest.read(
        exchange,
        (body, reservation) -> {
          List<Item> items = ingest.array(body, MOST);
          Access.spend(exchange.caller(), items.size());
          List<CompletableFuture<Answer>> all = new ArrayList<>();
          for (Item item : items) {
            all.add(decide(exchange.caller(), item, all.size(), terms));
          }
          finish(
              exchange,
              reservation,
              CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)),
              done -> {
                ArrayNode list = JSON.createArrayNode();
                all.forEach(one -> list.add(one.join().toJson()));
                exchange.json(200, list);
              });
        });
  }

  /** How and until when requests are decided. */
  private record Terms(Via via, long begun, long until, long arrival) {}

  /** Exactly one of both is set. */
  private record Answer(ObjectNode body, Problem problem) {
    ObjectNode toJson() {
      return problem == null ? body : problem.toJson(JSON);
    }
  }

  private Terms terms(Exchange exchange) throws ProblemException {
    long begun = System.nanoTime();
    Bodies.requireJson(exchange.header("content-type"));
    Via via = Via.of(exchange.header("flyball-via"));
    long deadline = deadline(exchange.header("flyball-deadline-ms"));
    ingest.requireBrokers(Set.of(settings.topics().get(RecordKind.REQUESTS)));
    return new Terms(via, begun, begun + deadline * 1_000_000, System.currentTimeMillis());
  }

  private long deadline(String given) throws ProblemException {
    if (given == null) {
      return settings.config().deadline().toMillis();
    }
    long ms = given.strip().matches("\\d{1,9}") ? Long.parseLong(given.strip()) : 0;
    if (ms < 1 || ms > LONGEST_MS) {
      throw Problem.of(
              400,
              "Flyball-Deadline-Ms is '"
                  + given
                  + "'; allowed are whole milliseconds from 1 to "
                  + LONGEST_MS)
          .exception();
    }
    return ms;
  }

  private CompletableFuture<Answer> decide(Caller caller, Item item, int index, Terms terms) {
    Prepared one = ingest.prepared(RecordKind.REQUESTS, item, index, terms.arrival());
    CompletableFuture<Decider.Outcome> decided;
    try {
      DecisionRequest request = checked(caller, one);
      String policy = io.flyball.core.bandit.serve.DecisionRequest.policyOf(request.getId());
      decided = decider.decide(request, policy, terms.via(), terms.until());
    } catch (ProblemException e) {
      decided = CompletableFuture.failedFuture(e);
    }
    metrics.unknown(one.unknownFields());
    return decided
        .handle((outcome, failure) -> answer(outcome, failure, terms))
        .thenApply(
            answer -> {
              if (answer.problem() == null) {
                RecordAnswers.unknownFields(answer.body(), one.unknownFields());
              }
              return answer;
            });
  }

  private DecisionRequest checked(Caller caller, Prepared one) throws ProblemException {
    if (one.refusal() != null) {
      throw Problem.of(422, one.refusal()).exception();
    }
    DecisionRequest request = (DecisionRequest) one.record();
    String policy = io.flyball.core.bandit.serve.DecisionRequest.policyOf(request.getId());
    Access.require(caller, "decide:" + policy);
    boolean arm = request.getLoggedArm() != null;
    if (arm || !request.getLoggedSlate().isEmpty()) {
      String field = arm ? "loggedArm" : "loggedSlate";
      throw Problem.of(
              422,
              Refusal.of(
                  Reason.OUT_OF_RANGE,
                  field,
                  "what was decided elsewhere goes to /v1/requests; leave "
                      + field
                      + " out to have it decided here"))
          .exception();
    }
    return request;
  }

  private Answer answer(Decider.Outcome outcome, Throwable failure, Terms terms) {
    if (failure == null) {
      Decided decided = outcome.decided();
      metrics.decided(decided.source().label(), (System.nanoTime() - terms.begun()) * 1e-9);
      return new Answer(
          decided.toJson().put("logged", outcome.acked() ? "acked" : "pending"), null);
    }
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof ProblemException problem) {
      return new Answer(null, problem.problem());
    }
    System.getLogger(DecideRoutes.class.getName())
        .log(System.Logger.Level.ERROR, "a decision failed", cause);
    return new Answer(null, Problem.unexpected());
  }

  private static <T> void finish(
      Exchange exchange,
      Reservation reservation,
      CompletableFuture<T> all,
      java.util.function.Consumer<T> answer) {
    Context loop = exchange.vertx().getOrCreateContext();
    var unused =
        all.whenComplete(
            (done, never) -> {
              reservation.release();
              loop.runOnContext(go -> answer.accept(done));
            });
  }
}
