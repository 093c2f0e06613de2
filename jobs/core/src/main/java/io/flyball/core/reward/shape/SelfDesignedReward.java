package io.flyball.core.reward.shape;

import io.flyball.core.bandit.Checks;
import java.util.List;

/**
 * A tabular reward that designs itself from whole episodes (SelfRS of exploration-guided reward
 * shaping: Devidze, Kamalaruban, Singla, NeurIPS 2022). For each visit (s, a) of an episode whose
 * original return from there on is G, with the policy pi in force:
 *
 * <pre>
 *   phi[s, a] += eta pi(a|s) (G - V[s])
 *   phi[s, b] -= eta pi(b|s) pi(a|s) (G - V[s])   for every b, a too
 *   V[s]      += eta_c (sum over the batch's visits of s of (G - V[s])) / (visits in the batch)
 * </pre>
 *
 * <p>The reward used is r + phi[s, a]. V is moved after the whole batch. Cost: O(actions) a visit.
 */
public final class SelfDesignedReward {

  /**
   * One visit.
   *
   * @param state from 0
   * @param action from 0
   * @param gain original discounted return from this visit on, finite
   */
  public record Visit(int state, int action, double gain) {}

  private final double[][] phi;
  private final double[] value;
  private final double rate;
  private final double valueRate;
  private final double clip;

  /**
   * A reward that adds nothing yet.
   *
   * @param rate eta, above 0; .01 is usual
   * @param valueRate eta_c, above 0; .01 is usual
   * @param clip largest size of phi, above 0; infinite for none
   */
  public SelfDesignedReward(int states, int actions, double rate, double valueRate, double clip) {
    this.phi = new double[states][actions];
    this.value = new double[states];
    this.rate = Checks.positive("rate", rate);
    this.valueRate = Checks.positive("value rate", valueRate);
    if (!(clip > 0)) {
      throw new IllegalArgumentException("clip must be above 0, found " + clip);
    }
    this.clip = clip;
  }

  /** What is added to the reward of an action in a state. */
  public double of(int state, int action) {
    return phi[state][action];
  }

  /** Estimated return of a state. */
  public double value(int state) {
    return value[state];
  }

  /**
   * Learns from the visits of finished episodes.
   *
   * @param policy probabilities of the actions in each state
   */
  public void learn(List<Visit> batch, double[][] policy) {
    double[] moves = new double[value.length];
    for (Visit visit : batch) {
      double gain = Checks.within("gain", visit.gain(), -Double.MAX_VALUE, Double.MAX_VALUE);
      double surprise = gain - value[visit.state()];
      double[] row = phi[visit.state()];
      double[] pi = policy[visit.state()];
      double step = rate * pi[visit.action()] * surprise;
      for (int b = 0; b < row.length; b++) {
        double change = (b == visit.action() ? step : 0) - pi[b] * step;
        row[b] = Math.max(-clip, Math.min(clip, row[b] + change));
      }
      moves[visit.state()] += surprise;
    }
    for (int s = 0; s < value.length && !batch.isEmpty(); s++) {
      value[s] += valueRate * moves[s] / batch.size();
    }
  }
}
