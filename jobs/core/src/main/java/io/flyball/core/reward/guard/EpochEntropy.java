package io.flyball.core.reward.guard;

import io.flyball.core.bandit.Checks;
import io.flyball.core.bandit.guide.EntropyBand;

/**
 * Watches the entropy of each step of a rollout against the same step's mean over earlier epochs
 * (EPO, "Entropy-regularized policy optimization for LLM agents", arXiv 2509.22576):
 *
 * <pre>
 *   in band: low mean_k &lt; H &lt; high mean_k;   penalty p outside, from step steps/2 on
 * </pre>
 *
 * <p>As released, the penalty is a constant with respect to the policy: it is reported and trains
 * nothing. {@link EntropyBand} steers a temperature by the same band. Cost: O(1) an observation.
 */
public final class EpochEntropy {

  /** What the mean of a step that an earlier epoch did not reach is made of. */
  public enum History {
    /** As released: the missing epochs count as entropy 0, and the band sinks. */
    ZEROS,
    /** Repaired: only observed entropies count. */
    OBSERVED
  }

  /** What went wrong. */
  public enum Alarm {
    NONE,
    /** Below the band for several epochs while success is rare. */
    EARLY_COLLAPSE,
    /** The variance of entropy is several times what it was. */
    LATE_CHAOS
  }

  private final double low;
  private final double high;
  private final double penalty;
  private final History history;
  private final double[] sums;
  private final int[] counts;
  private int epochs;
  private int collapsed;
  private double variance = Double.NaN;

  /**
   * A watch without history.
   *
   * @param steps of the longest rollout, at least 1
   * @param low lower edge as a share of the mean, in [0, 1]; .8, .5 and 0 were used
   * @param high upper edge, at least 1; 1.2, 1.5 and 2 were used
   * @param penalty outside the band, at least 0; .1 is usual
   */
  public EpochEntropy(int steps, double low, double high, double penalty, History history) {
    this.low = Checks.within("low", low, 0, 1);
    this.high = Checks.within("high", high, 1, Double.MAX_VALUE);
    this.penalty = Checks.within("penalty", penalty, 0, Double.MAX_VALUE);
    this.history = history;
    this.sums = new double[steps];
    this.counts = new int[steps];
  }

  /** Mean entropy of a step over the epochs before; NaN without any. */
  public double mean(int step) {
    int n = history == History.ZEROS ? epochs : counts[step];
    return n == 0 ? Double.NaN : sums[step] / n;
  }

  /** Whether an entropy lies in the band of its step; true without history. */
  public boolean inBand(int step, double entropy) {
    double mean = mean(step);
    return Double.isNaN(mean) || (low * mean < entropy && entropy < high * mean);
  }

  /** The penalty of an entropy: 0 within the band and in the first half of the rollout. */
  public double penalty(int step, double entropy) {
    return 2 * step < sums.length || inBand(step, entropy) ? 0 : penalty;
  }

  /**
   * Weight of the penalty in training epoch e of {@code most}: 1 - .2 (1 - exp(-4 e/most)) in the
   * first half, .8 exp(-6 (e/most - 1/2)) after it; it jumps down at the half.
   */
  public static double phase(int epoch, int most) {
    return EntropyBand.phase((double) epoch / most);
  }

  /**
   * Takes the entropies of one rollout epoch, step by step from 0; each is judged by the epochs
   * before.
   *
   * @param success share of successes in the epoch, in [0, 1]
   * @param rare below this share a collapse is one
   * @param patience epochs below the band that make a collapse, at least 1
   * @param rise growth of the variance from one epoch to the next that makes chaos, above 1
   */
  public Alarm epoch(double[] entropies, double success, double rare, int patience, double rise) {
    Checks.vector("entropies", entropies, entropies.length);
    if (entropies.length > sums.length) {
      throw new IllegalArgumentException(
          "a rollout has at most " + sums.length + " steps, found " + entropies.length);
    }
    boolean below = epochs > 0 && entropies.length > 0;
    double sum = 0;
    double squares = 0;
    for (int k = 0; k < entropies.length; k++) {
      below &= entropies[k] <= low * mean(k);
      sum += entropies[k];
      squares += entropies[k] * entropies[k];
    }
    for (int k = 0; k < entropies.length; k++) {
      sums[k] += entropies[k];
      counts[k]++;
    }
    epochs++;
    collapsed = below ? collapsed + 1 : 0;
    double before = variance;
    double mean = sum / entropies.length;
    variance = squares / entropies.length - mean * mean;
    if (collapsed >= patience && success < rare) {
      return Alarm.EARLY_COLLAPSE;
    }
    return variance > rise * before ? Alarm.LATE_CHAOS : Alarm.NONE;
  }
}
