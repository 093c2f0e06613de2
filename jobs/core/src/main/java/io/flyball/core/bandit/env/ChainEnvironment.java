package io.flyball.core.bandit.env;

import io.flyball.core.random.Draws;

/**
 * The smallest continuing task: two states, {@code stay} and {@code move}, either of which slips
 * one time in ten and does what the other does.
 *
 * <pre>
 *   reward      stay   move
 *   state 0       0    -0.2
 *   state 1       1     0
 * </pre>
 *
 * <p>It pays to move once and to stay from then on: 0.88 per step. A policy that looks at the next
 * reward alone stays where it began, for 0.5. The mean of an action is what the best policy earns
 * per step less what this action loses against it from here on, J + Q(s, a) - h(s), so that regret
 * is that of the average-reward problem. The context is the state, one-hot. Draw t of seed and
 * "chain" says whether step t slips.
 */
public final class ChainEnvironment implements Environment {
  /** Reward per step of the best policy. */
  public static final double GAIN = .88;

  private static final double SLIP = .1;
  private static final double[][] REWARDS = {{0, -.2}, {1, 0}};
  private static final double[][] LOST = {{.76, 0}, {0, 1.96}};
  private static final long SLIPS = Draws.hash64("chain");

  private final long seed;
  private long round;
  private int state;

  public ChainEnvironment(long seed) {
    this.seed = seed;
  }

  @Override
  public int arms() {
    return 2;
  }

  @Override
  public int dimension() {
    return 2;
  }

  @Override
  public void begin(long next) {
    round = next;
    state = next == 0 ? 0 : state;
  }

  @Override
  public double[] context() {
    return state == 0 ? new double[] {1, 0} : new double[] {0, 1};
  }

  public int state() {
    return state;
  }

  @Override
  public double mean(int arm) {
    return GAIN - LOST[state][arm];
  }

  @Override
  public double reward(int arm) {
    double reward = REWARDS[state][arm];
    boolean slips = Draws.uniform(seed, SLIPS, round) < SLIP;
    state = (arm == 1) == slips ? state : 1 - state;
    return reward;
  }

  @Override
  public long seed() {
    return seed;
  }
}
