package io.flyball.core.bandit.env;

/** Rounds between a decision and its reward. */
@FunctionalInterface
public interface Delay {
  /** The reward never comes. */
  long NEVER = Long.MAX_VALUE;

  /**
   * Rounds that the reward of one decision takes.
   *
   * @param arm the arm shown
   * @param u uniform draw in [0, 1) of this decision
   * @return rounds, at least 0, or {@link #NEVER}
   */
  long rounds(int arm, double u);

  static Delay fixed(long rounds) {
    if (rounds < 0) {
      throw new IllegalArgumentException("a delay must be at least 0 rounds, found " + rounds);
    }
    return (arm, u) -> rounds;
  }

  /** P(delay = n) = p(1-p)^n: mean (1-p)/p rounds. */
  static Delay geometric(double p) {
    if (!(p > 0 && p <= 1)) {
      throw new IllegalArgumentException("p of a geometric delay must lie in (0, 1], found " + p);
    }
    return p == 1 ? fixed(0) : (arm, u) -> (long) (Math.log1p(-u) / Math.log1p(-p));
  }

  /** Exponential delays, rounded down, with a mean for each arm. */
  static Delay perArm(double... means) {
    double[] own = means.clone();
    return (arm, u) -> (long) (-own[arm % own.length] * Math.log1p(-u));
  }

  /** This delay, except that a reward is lost with probability {@code lost}. */
  default Delay losing(double lost) {
    return (arm, u) -> u < lost ? NEVER : rounds(arm, (u - lost) / (1 - lost));
  }
}
