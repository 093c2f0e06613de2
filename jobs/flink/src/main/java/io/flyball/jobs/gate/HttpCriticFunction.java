package io.flyball.jobs.gate;

import io.flyball.core.gate.CircuitBreaker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;

/**
 * Posts proposals to a critic and reads its answers. Each proposal gives one {@link CriticCall},
 * whatever the critic does: an answer, one that cannot be read, or a fault after which the critic
 * abstains. Statuses 429 and 5xx, lost connections and timeouts may be tried again; other statuses
 * than 2xx are final. A {@link CircuitBreaker} of each subtask keeps calls from a critic that fails
 * again and again; it is not part of the state.
 */
final class HttpCriticFunction extends RichAsyncFunction<ActionEvent, CriticCall> {
  private static final long serialVersionUID = 1;

  /** A proposal to be judged before a time of the machine. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Request(ActionEvent proposal, byte[] body, long deadline) {}

  /** What came of an attempt, and whether another one may help. */
  private record Outcome(CriticCall call, boolean again) {}

  private final HttpCriticConfig config;
  private transient HttpClient client;
  private transient CircuitBreaker breaker;
  private transient String lastFault;
  private transient boolean readable;

  HttpCriticFunction(HttpCriticConfig config) {
    this.config = config;
  }

  @Override
  public void open(OpenContext context) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(config.timeout());
    if (!config.ca().isEmpty()) {
      builder.sslContext(CertificateAuthorities.of(Path.of(config.ca())));
    }
    client = builder.build();
    breaker = new CircuitBreaker(config.failures(), config.pause().toMillis());
    lastFault = "";
    readable = true;
  }

  /** A chain that fails is ended by {@link #timeout}. */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored")
  public void asyncInvoke(ActionEvent proposal, ResultFuture<CriticCall> result)
      throws IOException {
    Request request =
        new Request(proposal, CriticJson.request(proposal), now() + config.timeout().toMillis());
    post(request, 1).thenAccept(call -> result.complete(List.of(call)));
  }

  @Override
  public void timeout(ActionEvent proposal, ResultFuture<CriticCall> result) {
    String fault = "no answer came within " + config.timeout().toMillis() + " ms";
    result.complete(List.of(CriticCall.failed(proposal, fault)));
  }

  /** Flink's own retries end with the input; these are made to the last. */
  private CompletableFuture<CriticCall> post(Request request, int attempt) {
    CriticCall stopped = stopped(request.proposal());
    if (stopped != null) {
      return CompletableFuture.completedFuture(stopped);
    }
    HttpRequest.Builder http =
        HttpRequest.newBuilder(URI.create(config.url()))
            .timeout(config.timeout())
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .POST(BodyPublishers.ofByteArray(request.body()));
    String credentials = config.credentials();
    if (!credentials.isEmpty()) {
      http.header(config.tokenHeader(), credentials);
    }
    return client
        .sendAsync(http.build(), answer -> new LimitedBody(config.maxAnswerBytes()))
        .handle((answer, fault) -> read(request.proposal(), answer, fault))
        .thenCompose(
            outcome -> {
              note(outcome.call());
              long pause = pause(attempt);
              boolean again =
                  outcome.again()
                      && attempt < config.attempts()
                      && now() + pause < request.deadline();
              return again
                  ? CompletableFuture.runAsync(
                          () -> {}, CompletableFuture.delayedExecutor(pause, TimeUnit.MILLISECONDS))
                      .thenCompose(waited -> post(request, attempt + 1))
                  : CompletableFuture.completedFuture(outcome.call());
            });
  }

  /** What stands for a call that the breaker does not allow; null where it does. */
  private synchronized CriticCall stopped(ActionEvent proposal) {
    return breaker.allows(now())
        ? null
        : CriticCall.stopped(proposal, lastFault, breaker.tellOpen());
  }

  /** Doubles with each attempt. */
  private long pause(int attempt) {
    return (long) (config.backoff().toMillis() * Math.pow(2, attempt - 1));
  }

  private Outcome read(
      ActionEvent proposal, HttpResponse<Optional<byte[]>> answer, Throwable fault) {
    if (fault != null) {
      Throwable cause = fault instanceof CompletionException ? fault.getCause() : fault;
      return new Outcome(CriticCall.failed(proposal, "the call failed: " + cause), true);
    }
    int status = answer.statusCode();
    if (status < 200 || status > 299) {
      return new Outcome(
          CriticCall.failed(proposal, "the critic answered with status " + status),
          status == 429 || status >= 500);
    }
    if (answer.body().isEmpty()) {
      return unreadable(
          proposal,
          "answered with more than "
              + config.maxAnswerBytes()
              + " bytes, the limit of gate.http-critic.max-answer-bytes");
    }
    Optional<CriticCall> call = CriticJson.answer(proposal, answer.body().get());
    if (call.isEmpty()) {
      return unreadable(
          proposal, "answered with something else than JSON whose probability is in [0, 1]");
    }
    return new Outcome(call.get(), false);
  }

  /** It is told once, and again only after an answer that could be read. */
  private synchronized Outcome unreadable(ActionEvent proposal, String fault) {
    boolean first = readable;
    readable = false;
    return new Outcome(CriticCall.unreadable(proposal, fault, first), false);
  }

  private synchronized void note(CriticCall call) {
    if (call.answered()) {
      breaker.succeeded();
      readable |= call.probability() != null;
    } else {
      breaker.failed(now());
      lastFault = call.fault();
    }
  }

  private static long now() {
    return System.nanoTime() / 1_000_000;
  }
}
