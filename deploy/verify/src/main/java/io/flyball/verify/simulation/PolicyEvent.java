package io.flyball.verify.simulation;

import io.flyball.core.bandit.join.Reward;
import io.flyball.core.bandit.serve.DecisionRequest;
import io.flyball.core.random.Draws;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A request or a reward: exactly one of the two is there. */
record PolicyEvent(DecisionRequest request, Reward reward) {
  /** Event order: requests before rewards, then by ids. */
  static final Comparator<PolicyEvent> ORDER =
      Comparator.comparingLong(PolicyEvent::time)
          .thenComparing(event -> event.request() == null)
          .thenComparing(event -> event.request() == null ? event.reward().decisionId() : "")
          .thenComparing(PolicyEvent::id);

  private static final long START = 1_000_000_000_000L;
  private static final List<String> ARMS = List.of("a", "b", "c", "d");

  String id() {
    return request != null ? request.id() : reward.id();
  }

  long time() {
    return request != null ? request.time() : reward.time();
  }

  String policy() {
    return DecisionRequest.policyOf(request != null ? request.id() : reward.decisionId());
  }

  /** Rewards early, in time, late, and of decisions that were never asked for. */
  static List<PolicyEvent> history(long seed, long window, long hold) {
    int requests = (int) (40 * Draws.uniform(seed, 0, 0));
    List<PolicyEvent> history = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      String id = "policy" + (int) (3 * Draws.uniform(seed, 1, i)) + "/" + i;
      // Times are coarse, so that some are the same.
      long time = START + ((long) (600 * Draws.uniform(seed, 2, i))) * 1_000;
      history.add(new PolicyEvent(request(seed, i, id, time), null));
      int rewards = (int) (3 * Draws.uniform(seed, 3, i));
      for (int r = 0; r < rewards; r++) {
        int n = 3 * i + r;
        long earned =
            time - hold + (long) (Draws.uniform(seed, 4, n) * (window + 2 * hold)) / 1000 * 1000;
        boolean astray = Draws.uniform(seed, 5, n) < 0.05;
        double value = (int) (5 * Draws.uniform(seed, 6, n)) / 4.0;
        history.add(
            new PolicyEvent(
                null,
                new Reward(
                    "r" + n,
                    earned,
                    astray ? id + "x" : id,
                    Reward.Kind.VALUE,
                    new double[] {value},
                    1,
                    null,
                    null,
                    0,
                    null)));
      }
    }
    history.sort(ORDER);
    return history;
  }

  private static DecisionRequest request(long seed, int i, String id, long time) {
    int from = (int) (3 * Draws.uniform(seed, 7, i));
    String[] arms = ARMS.subList(from, ARMS.size()).toArray(String[]::new);
    return new DecisionRequest(
        id,
        time,
        new double[0],
        arms,
        new double[0][],
        new double[0],
        null,
        null,
        false,
        1,
        null,
        null);
  }
}
