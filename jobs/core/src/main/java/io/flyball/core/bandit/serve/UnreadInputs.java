package io.flyball.core.bandit.serve;

import io.flyball.core.bandit.Policy;
import io.flyball.core.bandit.PolicyName;
import io.flyball.core.bandit.arms.Uniform;
import io.flyball.core.record.Alert;
import java.util.List;
import java.util.Map;

/** What a request brings and neither the algorithm nor a candidate reads. */
final class UnreadInputs {
  private final ServingContext desk;
  private final Evaluations evaluations;

  UnreadInputs(ServingContext desk, Evaluations evaluations) {
    this.desk = desk;
    this.evaluations = evaluations;
  }

  /** Features that nobody reads would be lost without a word. */
  void requireFeaturesRead(DecisionRequest request, LoadedPolicy work) {
    if (request.features().length > 0
        && !work.learner.policy().readsFeatures()
        && !evaluations.read(work.head, Policy::readsFeatures)) {
      throw features(work.head.algorithm());
    }
  }

  static IllegalArgumentException features(String algorithm) {
    return new IllegalArgumentException(
        "'"
            + algorithm
            + "' does not read the features of arms: send none, or choose one of "
            + String.join(", ", PolicyName.withFeatures()));
  }

  /**
   * Counts a context that nobody reads, and tells of the first one of a policy. It is not lost, for
   * outcomes carry it to others that learn from them.
   *
   * @param born whether the request is the policy's first
   */
  void tellContext(DecisionRequest request, LoadedPolicy work, boolean born) {
    if (request.context().length == 0
        || work.learner.policy().readsContext()
        || evaluations.read(work.head, Policy::readsContext)) {
      return;
    }
    desk.out.count(ServingCount.UNREAD_CONTEXTS, 1);
    if (born && !(work.learner.policy().base() instanceof Uniform)) {
      desk.out.alert(
          new Alert(
              "bandit/UNREAD_CONTEXT/" + desk.policy,
              request.time(),
              "bandit",
              "UNREAD_CONTEXT",
              desk.policy,
              Alert.Severity.INFO,
              request.time(),
              "requests of '"
                  + desk.policy
                  + "' bring a context, and '"
                  + work.head.algorithm()
                  + "' reads none: choose one that does, such as squarecb-ridge, or leave it out",
              List.of(request.id()),
              Map.of()));
    }
  }
}
