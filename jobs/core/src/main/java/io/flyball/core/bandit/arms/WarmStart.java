package io.flyball.core.bandit.arms;

import io.flyball.core.bandit.Arm;
import io.flyball.core.bandit.Checks;
import io.flyball.core.bandit.Model;
import io.flyball.core.bandit.Policy;
import io.flyball.core.bandit.linear.Packed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Pseudo-counts from a log or an expert, and their exact removal: counts are additive. */
public final class WarmStart {
  private WarmStart() {}

  /**
   * Adds (or, with negative numbers, takes back) pseudo-observations.
   *
   * @param arm an arm of a model on plain counts
   * @param observed number of observations
   * @param sum sum of their rewards, between 0 and {@code observed}
   */
  public static void add(Arm arm, double observed, double sum) {
    Checks.within("pseudo-rewards per pseudo-observation", sum / observed, 0, 1);
    double[] s = arm.state();
    if (s.length != CountPolicy.SHAPE.perArm()) {
      throw new IllegalArgumentException(
          "arm '" + arm.id() + "' keeps no counts: only policies on counts begin with some");
    }
    if (s[CountPolicy.OBSERVED] + observed < 0) {
      throw new IllegalArgumentException(
          "arm '" + arm.id() + "' does not hold " + -observed + " observations");
    }
    s[CountPolicy.DECIDED] += observed;
    s[CountPolicy.OBSERVED] += observed;
    s[CountPolicy.SUM] += sum;
  }

  /**
   * Begins an arm as another one is, or as all are: what they learned beyond their priors is added,
   * scaled to at most {@code most} observations,
   *
   * <pre>A = A_fresh + omega (A_s - A_fresh),  b = omega b_s,  omega = min(1, most/n_s)</pre>
   *
   * <p>Counts of all arms give the mean and the strength of {@link PooledPrior} instead. Of a
   * regression n_s is the largest diagonal element of what was added to A: the observations, where
   * contexts have a constant 1 and nothing larger.
   *
   * @param model every arm that is known
   * @param arm the new one; it must not have learned anything
   * @param like id of the other one; null for all of them
   * @throws IllegalArgumentException where the statistics are no sums, or nothing is known
   */
  public static void like(Policy policy, Model model, Arm arm, String like, double most) {
    if (!policy.additive()) {
      throw new IllegalArgumentException(
          "'" + policy.shape().kind() + "' keeps no sums, so no arm can begin like another");
    }
    double[] fresh = new double[policy.shape().perArm()];
    policy.startArm(fresh);
    double[] prior = policy.sums(fresh);
    double[] own = policy.sums(arm.state());
    if (!Arrays.equals(own, prior)) {
      throw new IllegalArgumentException(
          "arm '" + arm.id() + "' has learned already: remove it first to begin it anew");
    }
    boolean counts = policy.shape().kind().equals(CountPolicy.SHAPE.kind());
    double[] learned = new double[prior.length];
    List<double[]> sources = new ArrayList<>();
    for (Arm other : model.arms()) {
      boolean source = like == null ? !other.id().equals(arm.id()) : other.id().equals(like);
      if (source) {
        double[] sums = policy.sums(other.state());
        sources.add(sums);
        for (int i = 0; i < learned.length; i++) {
          learned[i] += sums[i] - prior[i];
        }
      }
    }
    if (like != null && sources.isEmpty()) {
      throw new IllegalArgumentException("no arm '" + like + "' is known to begin from");
    }
    if (counts && like == null) {
      PooledPrior.Beta pooled =
          PooledPrior.beta(column(sources, CountPolicy.SUM), column(sources, CountPolicy.OBSERVED));
      double strength = Math.min(most, pooled.strength());
      add(arm, strength, pooled.mean() * strength);
      return;
    }
    double seen = counts ? learned[CountPolicy.OBSERVED] : largest(policy, learned);
    if (!(seen > 0)) {
      throw new IllegalArgumentException("no known arm has an observation to begin from");
    }
    double omega = Math.min(1, most / seen);
    for (int i = 0; i < learned.length; i++) {
      prior[i] += omega * learned[i];
    }
    policy.load(arm.state(), prior);
  }

  private static double[] column(List<double[]> rows, int index) {
    return rows.stream().mapToDouble(row -> row[index]).toArray();
  }

  /** The largest diagonal element of a packed symmetric matrix that sums begin with. */
  private static double largest(Policy policy, double[] sums) {
    double largest = 0;
    for (int i = 0; i < policy.shape().context(); i++) {
      largest = Math.max(largest, sums[Packed.size(i + 1) - 1]);
    }
    return largest;
  }
}
