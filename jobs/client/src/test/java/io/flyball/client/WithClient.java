package io.flyball.client;

import io.flyball.core.bandit.join.Mode;
import io.flyball.core.bandit.serve.PublishedPolicy.Answer;
import io.flyball.schemas.DecisionRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A client of a real broker, whose clock a test sets. */
abstract class WithClient {
  static final Duration PATIENCE = Duration.ofMinutes(1);

  static final double[] X = {0.1, 0.2, 0.3};

  final SettableClock clock = new SettableClock();

  FlyballBuilder builder(String policy) {
    return Flyball.builder(SharedBroker.settings()).policies(policy).clock(clock);
  }

  static Ask ask(String id) {
    return Ask.of(id).context(X).arms("arm-0", "arm-1", "arm-2");
  }

  static void awaitVersion(Flyball flyball, String policy, long version) {
    SharedBroker.await("version " + version, () -> flyball.status(policy).version() == version);
  }

  static void logged(Chosen chosen) throws Exception {
    chosen.logged().toCompletableFuture().get(1, TimeUnit.MINUTES);
  }

  static DecisionRequest lastLogged(String policy) {
    List<DecisionRequest> all = SharedBroker.read("bandit.requests", policy, DecisionRequest.class);
    return all.get(all.size() - 1);
  }

  DecisionRequest plain(Ask ask) {
    var request = ask.request(clock.millis());
    Chosen none = new Chosen(request.id(), answer(ask), 0, Mode.ONLINE, Source.FORCED, false);
    return DecisionRequest.newBuilder(Requests.logged(request, ask.eligible(), none, 1))
        .setForcedArm(null)
        .build();
  }

  static Answer answer(Ask ask) {
    String[] arms = ask.request(0).arms();
    return new Answer(arms[0], 1, arms, new double[arms.length]);
  }
}
