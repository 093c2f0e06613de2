package io.flyball.core.bandit.env;

import io.flyball.core.random.Draws;
import java.util.Arrays;

/**
 * Arms with fixed Bernoulli means, in an order drawn by the seed: with the best arm first, a policy
 * that breaks ties by index would look better than it is.
 *
 * <p>Permutation: Fisher-Yates from the last place down, i-th step by the i-th uniform of
 * mix64(seed ^ "ARMS"). Reward of arm a in round t: uniform a of mix64(seed gamma + t) below the
 * mean.
 */
public final class BernoulliEnvironment implements Environment {
  private static final long ARMS = 0x41524D53L; // "ARMS"
  private static final double[] NO_CONTEXT = {};

  private final long seed;
  private final double[] means;
  private final double best;
  private long key;

  public BernoulliEnvironment(long seed, double... means) {
    this.seed = seed;
    this.means = means.clone();
    double top = Double.NEGATIVE_INFINITY;
    for (double mean : means) {
      if (!(mean >= 0 && mean <= 1)) {
        throw new IllegalArgumentException("a mean must lie in [0, 1], found " + mean);
      }
      top = Math.max(top, mean);
    }
    if (means.length == 0) {
      throw new IllegalArgumentException("at least one arm is needed");
    }
    best = top;
    long k = Draws.mix64(seed ^ ARMS);
    for (int i = means.length - 1; i > 0; i--) {
      int j = (int) (Counter.uniform(k, means.length - 1L - i) * (i + 1));
      double swap = this.means[i];
      this.means[i] = this.means[j];
      this.means[j] = swap;
    }
  }

  /** Ten arms of click-like means: .1, .05 three times, .02 three times, .01 three times. */
  public static BernoulliEnvironment clicks(long seed) {
    return new BernoulliEnvironment(seed, .1, .05, .05, .05, .02, .02, .02, .01, .01, .01);
  }

  /** One arm of mean 0.5 + gap among arms of mean 0.5: where switching costs show. */
  public static BernoulliEnvironment gap(long seed, int arms, double gap) {
    double[] means = new double[arms];
    Arrays.fill(means, 0.5);
    means[0] += gap;
    return new BernoulliEnvironment(seed, means);
  }

  @Override
  public int arms() {
    return means.length;
  }

  @Override
  public int dimension() {
    return 0;
  }

  @Override
  public void begin(long round) {
    key = Draws.mix64(seed * Counter.GAMMA + round);
  }

  @Override
  public double[] context() {
    return NO_CONTEXT;
  }

  @Override
  public double mean(int arm) {
    return means[arm];
  }

  @Override
  public double best() {
    return best;
  }

  @Override
  public double reward(int arm) {
    return Counter.uniform(key, arm) < means[arm] ? 1 : 0;
  }

  @Override
  public long seed() {
    return seed;
  }
}
