package io.flyball.core.bandit.env;

import java.util.stream.Stream;

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

  /**
   * A delay by name: {@code 100}, {@code geometric:0.01}, {@code per-arm} (means of 20 and 300
   * rounds in turn) or {@code per-arm:20/300/50}.
   */
  static Delay parse(String text) {
    int colon = text.indexOf(':');
    String kind = colon < 0 ? text : text.substring(0, colon);
    String rest = colon < 0 ? "" : text.substring(colon + 1);
    try {
      if (kind.equals("geometric")) {
        return geometric(Double.parseDouble(rest));
      } else if (kind.equals("per-arm")) {
        String means = rest.isEmpty() && colon < 0 ? "20/300" : rest;
        return perArm(Stream.of(means.split("/", -1)).mapToDouble(Double::parseDouble).toArray());
      }
      return fixed(Long.parseLong(text));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "a delay is a number of rounds, geometric:P or per-arm[:MEAN/MEAN/…], found '"
              + text
              + "'",
          e);
    }
  }

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
    for (double mean : own) {
      if (!(mean >= 0 && mean < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "a mean delay must be finite and at least 0, found " + mean);
      }
    }
    return (arm, u) -> (long) (-own[arm % own.length] * Math.log1p(-u));
  }

  /** This delay, except that a reward is lost with probability {@code lost}. */
  default Delay losing(double lost) {
    if (!(lost >= 0 && lost < 1)) {
      throw new IllegalArgumentException("the lost share must lie in [0, 1), found " + lost);
    }
    return (arm, u) -> u < lost ? NEVER : rounds(arm, (u - lost) / (1 - lost));
  }
}
