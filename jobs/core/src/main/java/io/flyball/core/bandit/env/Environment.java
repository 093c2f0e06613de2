package io.flyball.core.bandit.env;

/**
 * A simulated world whose true means are known, so that regret is computed from them and never from
 * luck.
 *
 * <p>Rounds are asked in order 0, 1, 2, …; {@link #begin} makes a round current.
 */
public interface Environment {
  int arms();

  /** Length of the context a policy sees; 0 when there is none. */
  int dimension();

  /** Feature vectors of the arms; empty when they have none. */
  default double[][] features() {
    return new double[0][];
  }

  void begin(long round);

  /** The current context; a fresh array that may be kept. */
  double[] context();

  /** Expected reward of an arm in the current round. */
  double mean(int arm);

  /**
   * Reward of showing an arm in the current round; asked once per round, unless all are observed.
   */
  double reward(int arm);

  /** Largest expected reward of the current round. */
  default double best() {
    double best = mean(0);
    for (int a = 1; a < arms(); a++) {
      best = Math.max(best, mean(a));
    }
    return best;
  }

  /** The seed that all draws derive from. */
  long seed();

  /** The draw a policy gets for its {@code count}-th decision. */
  default double policyDraw(long count) {
    return Counter.policyDraw(seed(), count);
  }

  /** The draw that says how late the reward of a round is. */
  default double delayDraw(long round) {
    return Counter.delayDraw(seed(), round);
  }
}
