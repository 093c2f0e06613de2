package io.flyball.core.bandit.ope;

import io.flyball.core.bandit.Checks;
import java.util.Arrays;

/**
 * Accepts with probability min(1, c w). c starts at {@code most} and after acceptances, each of the
 * first 128 and then in steps of a 64th of them, becomes the smaller of {@code most} and the {@code
 * quantile} of the 1/w seen; quantile 0 takes the least. Where c w is above 1, what is accepted
 * holds too few of its kind: that is counted. State: the last {@value #KEPT} values of 1/w.
 */
final class Acceptance {
  private static final int KEPT = 1 << 12;

  private final double most;
  private final double quantile;
  private final double[] ratios = new double[KEPT];
  private long ratioCount;
  private long drawn;
  private long accepted;
  private long truncated;
  private double excess;
  private double c;

  Acceptance(double most, double quantile) {
    this.most = Checks.within("most", Checks.positive("most", most), 0, 1);
    this.quantile = Checks.within("quantile", quantile, 0, 1);
    this.c = most;
  }

  /** c. */
  double factor() {
    return c;
  }

  /**
   * Whether a weight is accepted.
   *
   * @param draw uniform in [0, 1)
   */
  boolean takes(double w, double draw) {
    drawn++;
    if (w > 0) {
      ratios[(int) (ratioCount++ % KEPT)] = 1 / w;
    }
    double chance = c * w;
    if (chance > 1) {
      truncated++;
      excess += chance - 1;
    }
    if (draw >= chance) {
      return false;
    }
    accepted++;
    if (accepted % Math.max(1, accepted / 64) == 0) {
      double[] sorted = Arrays.copyOf(ratios, (int) Math.min(ratioCount, KEPT));
      Arrays.sort(sorted);
      int at = (int) Math.min(sorted.length - 1, Math.floor(quantile * sorted.length));
      c = Math.min(most, sorted[at]);
    }
    return true;
  }

  /** How often it was asked. */
  long drawn() {
    return drawn;
  }

  long accepted() {
    return accepted;
  }

  /** How often the chance was cut to 1. */
  long truncated() {
    return truncated;
  }

  /** What was cut from the chances. */
  double excess() {
    return excess;
  }
}
