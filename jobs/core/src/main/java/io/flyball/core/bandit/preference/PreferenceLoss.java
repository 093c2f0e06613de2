package io.flyball.core.bandit.preference;

/**
 * The loss of one preference under a linear head: -log sigma(beta margin), margin = (w - w_ref)'(x+
 * - x-) (direct preference optimisation, Rafailov et al., NeurIPS 2023; one head for each
 * objective: arXiv 2510.01167). Where p of the preferences between two fixed items go one way, the
 * margin settles at logit(p) / beta. Cost: O(d).
 */
public final class PreferenceLoss {
  private PreferenceLoss() {}

  /**
   * One step down the gradient.
   *
   * @param head w, changed in place from {@code from} on
   * @param difference x+ - x-
   * @param margin of this preference before the step
   * @param rate above 0
   */
  public static void descend(
      double[] head, int from, double[] difference, double margin, double beta, double rate) {
    double step = rate * beta / (1 + Math.exp(beta * margin));
    for (int i = 0; i < difference.length; i++) {
      head[from + i] += step * difference[i];
    }
  }
}
