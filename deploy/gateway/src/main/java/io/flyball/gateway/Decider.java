package io.flyball.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.flyball.connectors.codec.RecordCodec;
import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import io.flyball.gateway.Decided.Source;
import io.flyball.schemas.Decision;
import io.flyball.schemas.DecisionRequest;
import io.flyball.schemas.DecisionStatus;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Answers requests for decisions: from a snapshot, by the job, or by the fallback, each id once. A
 * decision of its own is written to the topic of requests, so that the job learns from it. One of
 * each event loop; its callbacks come on other threads.
 */
final class Decider {
  private final SnapshotDecisions snapshots;
  private final TopicDecisions topics;
  private final DecisionMemory memory;
  private final TopicWriter writer;
  private final String requestsTopic;
  private final boolean echo;
  private final RecordCodec<DecisionRequest> codec = RecordCodec.of(DecisionRequest.class);

  /**
   * @param requestsTopic where the job reads what was asked, and what was decided elsewhere
   * @param echo whether the job shows its decisions at once
   */
  Decider(
      SnapshotDecisions snapshots,
      TopicDecisions topics,
      DecisionMemory memory,
      TopicWriter writer,
      String requestsTopic,
      boolean echo) {
    this.snapshots = snapshots;
    this.topics = topics;
    this.memory = memory;
    this.writer = writer;
    this.requestsTopic = requestsTopic;
    this.echo = echo;
  }

  /** What was asked by whom, and until when an answer is of use. */
  private record Asked(DecisionRequest request, String policy, Via via, long untilNanos) {
    long remaining() {
      return Math.max(0, untilNanos - System.nanoTime());
    }
  }

  /** A decision with what is known of its log. */
  record Outcome(Decided decided, boolean acked) {}

  /**
   * Decides.
   *
   * @param request as it was checked, with its time
   * @param untilNanos when the answer is due, by {@link System#nanoTime}
   * @return the decision; fails with a {@link ProblemException}
   */
  CompletableFuture<Outcome> decide(
      DecisionRequest request, String policy, Via via, long untilNanos) {
    if (via == Via.TOPIC && !echo) {
      return failed(
          Problem.of(
              422,
              "Flyball-Via: topic needs bandit.delivery = echo: under another one decisions are"
                  + " seen late. Leave the header out"));
    }
    Asked asked = new Asked(request, policy, via, untilNanos);
    PendingDecision fresh = PendingDecision.of(digest(request), System.nanoTime());
    PendingDecision pending = memory.remembered(request.getId(), fresh);
    if (!Arrays.equals(pending.digest(), fresh.digest())) {
      return failed(
          Problem.of(
              422,
              Refusal.of(
                  Reason.DUP_CONFLICT,
                  "id",
                  "request '"
                      + request.getId()
                      + "' came before and asked something else; every question needs an id of its"
                      + " own")));
    }
    if (pending.equals(fresh)) {
      begin(asked, pending);
    }
    return answered(asked, pending);
  }

  private static <T> CompletableFuture<T> failed(Problem problem) {
    return CompletableFuture.failedFuture(problem.exception());
  }

  /** Of all that is asked, but for its time. */
  private synchronized byte[] digest(DecisionRequest request) {
    Instant time = request.getTime();
    request.setTime(Instant.EPOCH);
    byte[] asked = codec.encode(request);
    request.setTime(time);
    return Tokens.sha256(asked);
  }

  private synchronized ProducerRecord<byte[], byte[]> record(DecisionRequest request) {
    return new ProducerRecord<>(
        requestsTopic, RecordKind.key(request).getBytes(UTF_8), codec.encode(request));
  }

  private void begin(Asked asked, PendingDecision pending) {
    String obstacle = snapshots.obstacle(asked.policy(), System.currentTimeMillis());
    boolean here =
        obstacle == null || !echo || snapshots.needsNoChoice(asked.request(), asked.policy());
    if (asked.via() == Via.SNAPSHOT || (asked.via() == Via.AUTO && here)) {
      pending.take();
      decideHere(asked, pending, obstacle);
    } else {
      askJob(asked, pending);
    }
  }

  private void decideHere(Asked asked, PendingDecision pending, String obstacle) {
    try {
      Decided decided =
          snapshots.decide(asked.request(), asked.policy(), obstacle, System.currentTimeMillis());
      pending.log().set(send(decided));
      pending.made().complete(decided);
    } catch (ProblemException e) {
      fail(asked, pending, e);
    } catch (RuntimeException e) {
      fail(asked, pending, Problem.unexpected().exception());
      throw e;
    }
  }

  private CompletableFuture<Delivery> send(Decided decided) {
    return writer.send(List.of(record(decided.log()))).get(0);
  }

  private void fail(Asked asked, PendingDecision pending, ProblemException why) {
    memory.forget(asked.request().getId(), pending);
    pending.made().completeExceptionally(why);
  }

  private void askJob(Asked asked, PendingDecision pending) {
    DecisionRequest request = asked.request();
    var unused =
        topics
            .ask(request.getId(), record(request), pending::take)
            .whenComplete(
                (decision, failure) -> {
                  if (decision != null) {
                    answeredByJob(asked, pending, decision);
                  } else if (unwrapped(failure) instanceof ProblemException problem) {
                    fail(asked, pending, problem);
                  } else if (!(unwrapped(failure) instanceof CancellationException)) {
                    fail(asked, pending, late(asked).exception());
                  }
                });
  }

  private void answeredByJob(Asked asked, PendingDecision pending, Decision decision) {
    if (decision.getStatus() == DecisionStatus.REFUSED) {
      fail(asked, pending, refused(decision).exception());
    } else {
      pending.made().complete(new Decided(decision, Source.TOPIC, null, null, null, null, null));
    }
  }

  private static Problem refused(Decision decision) {
    String[] code = String.valueOf(decision.getRefusal()).split(":", 2);
    String field = code.length > 1 ? code[1] : "";
    return Problem.of(
        422, Refusal.of(Reason.valueOf(code[0]), field, String.valueOf(decision.getMessage())));
  }

  private static Throwable unwrapped(Throwable failure) {
    return failure instanceof CompletionException ? failure.getCause() : failure;
  }

  private CompletableFuture<Outcome> answered(Asked asked, PendingDecision pending) {
    CompletableFuture<Decided> made = pending.made().copy();
    if (!made.isDone()) {
      Executor due =
          CompletableFuture.delayedExecutor(asked.remaining(), TimeUnit.NANOSECONDS, Runnable::run);
      due.execute(
          () -> {
            if (asked.via() == Via.AUTO && !made.isDone()) {
              fallBack(asked, pending);
            }
            made.completeExceptionally(late(asked).exception());
          });
    }
    return made.thenCompose(decided -> logged(asked, pending, decided));
  }

  /** The job did not answer in time, or could not be asked. */
  private void fallBack(Asked asked, PendingDecision pending) {
    String obstacle = snapshots.obstacle(asked.policy(), System.currentTimeMillis());
    String why = (obstacle == null ? "" : obstacle + ", and ") + "the job did not answer in time";
    if (pending.take()) {
      decideHere(asked, pending, why);
      return;
    }
    try {
      // The job has the question, and its own decision stands in the log under this id.
      Decided here =
          snapshots.decide(asked.request(), asked.policy(), why, System.currentTimeMillis());
      pending
          .made()
          .complete(
              new Decided(
                  here.decision(),
                  here.source(),
                  here.snapshotVersion(),
                  here.snapshotAgeMs(),
                  here.held(),
                  why
                      + "; its decision may be another one: send the reward with arm and propensity",
                  null));
    } catch (ProblemException e) {
      // Nothing may be shown: the caller is told that time is over, and may ask again.
    }
  }

  private static Problem late(Asked asked) {
    return Problem.of(
        504,
        "the bandit job did not answer '"
            + asked.request().getId()
            + "' in time: send it again with the same id, and a longer Flyball-Deadline-Ms");
  }

  private CompletableFuture<Outcome> logged(Asked asked, PendingDecision pending, Decided decided) {
    if (decided.log() == null) {
      boolean byJob = decided.source() == Source.TOPIC;
      return CompletableFuture.completedFuture(new Outcome(decided, byJob));
    }
    return log(pending, decided)
        .copy()
        .completeOnTimeout(null, asked.remaining(), TimeUnit.NANOSECONDS)
        .thenCompose(
            delivery ->
                delivery == null || delivery.failure() == null
                    ? CompletableFuture.completedFuture(new Outcome(decided, delivery != null))
                    : failed(
                        Problem.of(503, "not logged: " + writer.sentence(delivery.failure()))));
  }

  /** The log of a decision; sent again where it failed before. */
  private CompletableFuture<Delivery> log(PendingDecision pending, Decided decided) {
    CompletableFuture<Delivery> log = pending.log().get();
    if (log.isDone() && log.join().failure() != null) {
      CompletableFuture<Delivery> again = new CompletableFuture<>();
      if (pending.log().compareAndSet(log, again)) {
        var unused = send(decided).thenAccept(again::complete);
        return again;
      }
      return pending.log().get();
    }
    return log;
  }
}
