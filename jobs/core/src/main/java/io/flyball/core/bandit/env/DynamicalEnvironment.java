package io.flyball.core.bandit.env;

import io.flyball.core.bandit.dynamic.LinearSystem;
import io.flyball.core.random.Draws;

/**
 * A {@link LinearSystem} driven by the actions shown: the mean of an arm is what holding it forever
 * is worth per round, its reward what the system yields now.
 *
 * <p>Noise: normal of standard deviation sigma on each state and on the reward. Round 0 starts at
 * state 0.
 */
public final class DynamicalEnvironment implements Environment {
  private final LinearSystem system;
  private final double[][] actions;
  private final double[] values;
  private final double sigma;
  private final long seed;
  private double[] state;
  private long round;

  public DynamicalEnvironment(LinearSystem system, double[][] actions, double sigma, long seed) {
    this.system = system;
    this.actions = actions;
    this.sigma = sigma;
    this.seed = seed;
    this.values = new double[actions.length];
    double[] h = system.steadyValue();
    for (int i = 0; i < actions.length; i++) {
      values[i] = dot(h, actions[i]);
    }
  }

  @Override
  public int arms() {
    return actions.length;
  }

  @Override
  public int dimension() {
    return 0;
  }

  @Override
  public double[][] features() {
    return actions;
  }

  @Override
  public void begin(long next) {
    round = next;
    if (next == 0) {
      state = new double[system.omega().length];
    }
  }

  @Override
  public double[] context() {
    return new double[0];
  }

  @Override
  public double mean(int arm) {
    return values[arm];
  }

  @Override
  public double reward(int arm) {
    double[] u = actions[arm];
    double noise = sigma * Draws.gaussian(seed, round, 0);
    double reward = dot(system.omega(), state) + dot(system.theta(), u) + noise;
    double[] next = new double[state.length];
    for (int i = 0; i < next.length; i++) {
      next[i] = dot(system.a()[i], state) + dot(system.b()[i], u);
      next[i] += sigma * Draws.gaussian(seed, round, i + 1L);
    }
    state = next;
    return reward;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  @Override
  public long seed() {
    return seed;
  }
}
