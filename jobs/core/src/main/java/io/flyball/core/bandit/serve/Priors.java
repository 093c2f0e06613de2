package io.flyball.core.bandit.serve;

import io.flyball.core.bandit.Arm;
import io.flyball.core.bandit.arms.WarmStart;
import java.util.Map;

/** Pseudo-observations to begin with. */
final class Priors {
  private Priors() {}

  /**
   * Adds observations.
   *
   * @param priors observations and the sum of their rewards, by arm
   * @throws IllegalArgumentException when the algorithm keeps no counts
   */
  static void add(LoadedPolicy work, Map<String, double[]> priors) {
    for (Map.Entry<String, double[]> prior : priors.entrySet()) {
      Arm arm = work.arm(prior.getKey());
      WarmStart.add(arm, prior.getValue()[0], prior.getValue()[1]);
    }
  }
}
