package io.flyball.core.bandit.slate;

import java.util.Arrays;

/**
 * Online expectation maximisation of {@link PositionBasedClicks} (Cappé, Moulines 2009), slate by
 * slate, on packed state: each expected count follows its newest value by a step of (n+1)^-0.6,
 * with n the number of values so far.
 *
 * <p>Layout of positions: [n_2 | theta_2 | n_3 | theta_3 | …]; the first is examined for certain.
 * Layout of an arm: [n | alpha]. Cost: a power a position.
 */
public final class OnlineExamination {
  private static final double EXPONENT = -0.6;

  /** No estimate falls below: a position that is never examined would teach nothing for ever. */
  private static final double LEAST = 0.01;

  private OnlineExamination() {}

  /** State of positions 2 to k, examined in proportion to 1/l to begin with. */
  public static double[] positions(int k) {
    return grown(new double[0], k);
  }

  /** The same state with room for {@code k} positions; itself when it has that. */
  public static double[] grown(double[] positions, int k) {
    int known = positions.length / 2 + 1;
    if (k <= known) {
      return positions;
    }
    double[] more = Arrays.copyOf(positions, 2 * (k - 1));
    for (int l = known + 1; l <= k; l++) {
      more[2 * (l - 2) + 1] = 1.0 / l;
    }
    return more;
  }

  /** State of a new arm. */
  public static double[] arm() {
    return new double[] {0, 0.5};
  }

  /** Probability, in [0.01, 1], that position {@code l}, counted from 1, is examined. */
  public static double theta(double[] positions, int l) {
    int at = 2 * (l - 2) + 1;
    if (l < 2) {
      return 1;
    }
    return at < positions.length ? Math.max(LEAST, positions[at]) : Math.max(LEAST, 1.0 / l);
  }

  /**
   * Learns, in place, whether an arm was clicked.
   *
   * @param l the position, counted from 1
   * @param theta its examination, as {@link #theta} or as it is known from elsewhere
   */
  public static void learn(double[] positions, double[] arm, int l, double theta, boolean clicked) {
    double alpha = arm[1];
    if (l >= 2) {
      follow(positions, 2 * (l - 2), PositionBasedClicks.examined(theta, alpha, clicked));
    }
    follow(arm, 0, PositionBasedClicks.attracted(theta, alpha, clicked));
  }

  private static void follow(double[] state, int at, double value) {
    state[at]++;
    state[at + 1] += Math.pow(state[at] + 1, EXPONENT) * (value - state[at + 1]);
  }
}
