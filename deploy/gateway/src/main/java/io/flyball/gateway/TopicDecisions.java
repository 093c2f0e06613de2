package io.flyball.gateway;

import io.flyball.connectors.codec.RecordCodec;
import io.flyball.connectors.codec.kafka.StartPlaces;
import io.flyball.connectors.codec.kafka.TopicFollower;
import io.flyball.jobs.bandit.BanditJob;
import io.flyball.schemas.Decision;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Asks the bandit job: writes the request to its topic and waits for the decision of that id. The
 * topic of decisions is read from its end once somebody asks. Thread-safe.
 */
final class TopicDecisions implements AutoCloseable {
  private static final int MOST = 100_000;

  private final TopicWriter writer;
  private final TopicFollower decisions;
  private final RecordCodec<Decision> codec = RecordCodec.of(Decision.class, 4 << 20);
  private final Map<String, CompletableFuture<Decision>> waiting = new ConcurrentHashMap<>();
  private final Duration remember;

  /**
   * @param remember how long an answer is waited for
   */
  TopicDecisions(GatewaySettings settings, TopicWriter writer, Duration remember) {
    this.writer = writer;
    this.remember = remember;
    this.decisions = settings.follower(BanditJob.DECISIONS, StartPlaces.END, this::read);
  }

  private void read(ConsumerRecord<byte[], byte[]> record) {
    if (!waiting.isEmpty()) {
      RecordValues.of(codec, record).ifPresent(this::answer);
    }
  }

  private void answer(Decision decision) {
    CompletableFuture<Decision> asked = waiting.get(decision.getId());
    if (asked != null) {
      asked.complete(decision);
    }
  }

  /**
   * Asks, once the end of the decisions is known.
   *
   * @param begins called before the request is sent; false keeps it back
   * @return the decision; fails with a {@link ProblemException} when the request was not
   *     acknowledged, and by time-out when no decision ever came
   */
  CompletableFuture<Decision> ask(
      String id, ProducerRecord<byte[], byte[]> request, BooleanSupplier begins) {
    decisions.start();
    CompletableFuture<Decision> answer = new CompletableFuture<>();
    if (waiting.size() >= MOST) {
      answer.completeExceptionally(
          Problem.of(503, "too many decisions are waited for: send it again later").exception());
      return answer;
    }
    CompletableFuture<Decision> known = waiting.putIfAbsent(id, answer);
    if (known != null) {
      return known;
    }
    var unused = answer.whenComplete((decision, failure) -> waiting.remove(id, answer));
    answer.orTimeout(remember.toMillis(), TimeUnit.MILLISECONDS);
    var unusedToo = decisions.caughtUp().thenRun(() -> send(request, answer, begins));
    return answer;
  }

  private void send(
      ProducerRecord<byte[], byte[]> request,
      CompletableFuture<Decision> answer,
      BooleanSupplier begins) {
    if (answer.isDone() || !begins.getAsBoolean()) {
      answer.cancel(false);
      return;
    }
    var unused =
        writer
            .send(List.of(request))
            .get(0)
            .thenAccept(
                delivery -> {
                  if (delivery.failure() != null) {
                    String why = writer.sentence(delivery.failure());
                    answer.completeExceptionally(Problem.of(503, why).exception());
                  }
                });
  }

  @Override
  public void close() {
    decisions.close();
  }
}
