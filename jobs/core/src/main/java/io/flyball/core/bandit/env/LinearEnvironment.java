package io.flyball.core.bandit.env;

import io.flyball.core.random.Draws;

/**
 * Bernoulli rewards with means linear in a uniform context: p_a = min(0.98, max(0.02, 0.5 + 0.25
 * sum_j W[a][j](x_j - 0.5))), W uniform in [-1, 1], x uniform in [0, 1]^D. The policy sees x and a
 * trailing 1.
 *
 * <p>Counter-based and without library functions, so every implementation agrees bit for bit; the
 * luck of an arm does not depend on what was shown. With a segment length the weights are drawn
 * anew every so many rounds. Cost: K D per round.
 */
public final class LinearEnvironment implements Environment {
  private static final long WEIGHTS = 0x57454947485453L; // "WEIGHTS"

  private final long seed;
  private final int dim;
  private final long segment;
  private final double[][] weights;
  private final double[] p;
  private double[] context;
  private long key;
  private long current = -1;

  /**
   * The world of a seed.
   *
   * @param segment rounds between redraws of the weights; 0 for never
   */
  public LinearEnvironment(long seed, int arms, int dim, long segment) {
    if (arms < 1 || dim < 1 || segment < 0) {
      throw new IllegalArgumentException(
          "at least 1 arm, 1 dimension and a segment of at least 0 rounds are needed, found "
              + arms
              + ", "
              + dim
              + ", "
              + segment);
    }
    this.seed = seed;
    this.dim = dim;
    this.segment = segment;
    this.weights = new double[arms][dim];
    this.p = new double[arms];
    this.context = new double[dim + 1];
  }

  @Override
  public int arms() {
    return weights.length;
  }

  @Override
  public int dimension() {
    return dim + 1;
  }

  @Override
  public void begin(long round) {
    long wanted = segment == 0 ? 0 : round / segment;
    if (wanted != current) {
      current = wanted;
      drawWeights(wanted);
    }
    key = Draws.mix64(seed * Counter.GAMMA + round);
    context = new double[dim + 1];
    for (int j = 0; j < dim; j++) {
      context[j] = Counter.uniform(key, j);
    }
    context[dim] = 1;
    for (int a = 0; a < p.length; a++) {
      double sum = 0;
      for (int j = 0; j < dim; j++) {
        sum += weights[a][j] * (context[j] - 0.5);
      }
      p[a] = Math.min(0.98, Math.max(0.02, 0.5 + 0.25 * sum));
    }
  }

  private void drawWeights(long g) {
    long kw = Draws.mix64(seed ^ WEIGHTS);
    if (g > 0) {
      kw = Draws.mix64(kw + g);
    }
    for (int a = 0; a < weights.length; a++) {
      for (int j = 0; j < dim; j++) {
        weights[a][j] = 2 * Counter.uniform(kw, (long) a * dim + j) - 1;
      }
    }
  }

  /** True weight of a context value for an arm in the current segment. */
  public double weight(int arm, int j) {
    return weights[arm][j];
  }

  @Override
  public double[] context() {
    return context;
  }

  @Override
  public double mean(int arm) {
    return p[arm];
  }

  @Override
  public double reward(int arm) {
    return Counter.uniform(key, dim + (long) arm) < p[arm] ? 1 : 0;
  }

  @Override
  public long seed() {
    return seed;
  }
}
