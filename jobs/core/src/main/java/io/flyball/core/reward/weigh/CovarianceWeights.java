package io.flyball.core.reward.weigh;

import io.flyball.core.bandit.Checks;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Lets auxiliary rewards earn their weight by what they do for the primary one. When the learner is
 * a softmax policy over r_w = r_p + sum w_k r_k with temperature tau, then dJ/dw_k = Cov(r_p, r_k)
 * / tau, J being the mean primary reward; so each auxiliary weight climbs its own covariance and a
 * misleading one is driven down:
 *
 * <pre>
 *   w_k += rate Cov(r_p, r_k) / tau, held within [least, most], every {@code every} rewards
 * </pre>
 *
 * <p>A covariance rule in place of the implicit gradient of BARFI (Gupta et al., "Behavior
 * alignment via reward function optimization", NeurIPS 2023), exact for that policy and no other.
 * The primary weight stays 1. Cost: O(auxiliaries) a reward.
 *
 * @param rate step, above 0; slow against the learner
 * @param temperature tau, above 0
 * @param least smallest weight, finite; 0 where negative weights are not allowed
 * @param most greatest weight, above least
 * @param share weight of a new reward in the running moments, in (0, 1]; .01 is usual
 * @param every rewards between two steps, at least 1
 */
public record CovarianceWeights(
    double rate, double temperature, double least, double most, double share, int every)
    implements Serializable {

  public CovarianceWeights {
    Checks.positive("rate", rate);
    Checks.positive("temperature", temperature);
    Checks.within("least", least, -Double.MAX_VALUE, most);
    Checks.within("most", most, Math.nextUp(least), Double.MAX_VALUE);
    Checks.positive("share", Checks.within("share", share, 0, 1));
    if (every < 1) {
      throw new IllegalArgumentException("every must be at least 1, found " + every);
    }
  }

  /**
   * The moments and the weights; arrays by auxiliary.
   *
   * @param seen rewards taken
   * @param primary running mean of the primary reward
   */
  @SuppressWarnings("ArrayRecordComponent") // packed state; never compared
  public record State(
      long seen, double primary, double[] means, double[] covariances, double[] weights) {
    public static State of(double[] weights) {
      int k = weights.length;
      return new State(0, 0, new double[k], new double[k], weights.clone());
    }

    /** With other weights. */
    public State weighing(double[] other) {
      return new State(seen, primary, means, covariances, other.clone());
    }

    public boolean sameWeights(State other) {
      return Arrays.equals(weights, other.weights);
    }

    /**
     * With weights on the way here from another state.
     *
     * @param share of the way, from 0 to 1
     */
    public State between(State from, double share) {
      double[] on = from.weights.clone();
      for (int k = 0; k < on.length; k++) {
        on[k] += share * (weights[k] - on[k]);
      }
      return weighing(on);
    }
  }

  /**
   * Takes a reward; the weights move when {@code every} of them are in.
   *
   * @param importance ratio of the learner's to the logging probability, at least 0; 1 on policy
   */
  public State observe(State state, double primary, double[] auxiliaries, double importance) {
    Checks.within("primary reward", primary, -Double.MAX_VALUE, Double.MAX_VALUE);
    Checks.vector("auxiliary rewards", auxiliaries, state.means().length);
    double a = Math.min(1, share * Checks.within("importance", importance, 0, Double.MAX_VALUE));
    a = state.seen() == 0 ? 1 : a;
    long seen = state.seen() + 1;
    double[] means = state.means().clone();
    double[] covariances = state.covariances().clone();
    double[] weights = state.weights().clone();
    double gap = primary - state.primary();
    for (int k = 0; k < means.length; k++) {
      double other = auxiliaries[k] - means[k];
      means[k] += a * other;
      covariances[k] = (1 - a) * (covariances[k] + a * gap * other);
      if (seen % every == 0) {
        double wanted = weights[k] + rate * covariances[k] / temperature;
        weights[k] = Math.max(least, Math.min(most, wanted));
      }
    }
    return new State(seen, state.primary() + a * gap, means, covariances, weights);
  }

  /** The exact gradient under known probabilities: Cov_pi(r_p, r_k) / tau. */
  public static double gradient(
      double[] pi, double[] primary, double[] auxiliary, double temperature) {
    double both = 0;
    double p = 0;
    double k = 0;
    for (int a = 0; a < pi.length; a++) {
      both += pi[a] * primary[a] * auxiliary[a];
      p += pi[a] * primary[a];
      k += pi[a] * auxiliary[a];
    }
    return (both - p * k) / temperature;
  }
}
