package io.flyball.bench;

import io.flyball.core.bandit.env.Environment;
import io.flyball.core.random.Draws;

/**
 * Five arms that are new every round and known by eight features, in a context of twenty: p_a =
 * min(0.98, max(0.02, 0.5 + 0.25 sum_j W_aj (x_j - 0.5))) as in the linear world, but W_aj = sum_k
 * M_jk (2 f_ak - 1) / sqrt(8/3), which has the spread of its weights. x and f are uniform in [0,
 * 1], M in [-1, 1]. Products of context and features predict it exactly.
 */
final class ArmFeatureWorld implements Environment {
  private static final int ARMS = 5;
  private static final int WIDTH = 8;
  private static final int DIM = 20;
  private static final double SPREAD = Math.sqrt(WIDTH / 3.0);

  private final long seed;
  private final double[][] mix = new double[DIM][WIDTH];
  private final double[] p = new double[ARMS];
  private double[][] features;
  private double[] context;
  private long current;

  ArmFeatureWorld(long seed) {
    this.seed = seed;
    for (int j = 0; j < DIM; j++) {
      for (int k = 0; k < WIDTH; k++) {
        mix[j][k] = 2 * Draws.uniform(seed, j, k) - 1;
      }
    }
  }

  @Override
  public int arms() {
    return ARMS;
  }

  @Override
  public int dimension() {
    return DIM;
  }

  @Override
  public void begin(long round) {
    current = round;
    context = new double[DIM];
    features = new double[ARMS][WIDTH];
    for (int j = 0; j < DIM; j++) {
      context[j] = Draws.uniform(seed + 1, round, j);
    }
    for (int a = 0; a < ARMS; a++) {
      for (int k = 0; k < WIDTH; k++) {
        features[a][k] = Draws.uniform(seed + 2, round, a * WIDTH + k);
      }
      double sum = 0;
      for (int j = 0; j < DIM; j++) {
        double weight = 0;
        for (int k = 0; k < WIDTH; k++) {
          weight += mix[j][k] * (2 * features[a][k] - 1);
        }
        sum += weight / SPREAD * (context[j] - 0.5);
      }
      p[a] = Math.min(0.98, Math.max(0.02, 0.5 + 0.25 * sum));
    }
  }

  @Override
  public double[] context() {
    return context;
  }

  /** Those of the current round. */
  @Override
  public double[][] features() {
    return features;
  }

  @Override
  public double mean(int arm) {
    return p[arm];
  }

  @Override
  public double reward(int arm) {
    return Draws.uniform(seed + 3, current, arm) < p[arm] ? 1 : 0;
  }

  @Override
  public long seed() {
    return seed;
  }
}
