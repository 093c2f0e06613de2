package io.flyball.core.gate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.commons.numbers.gamma.RegularizedBeta;

/**
 * A probability learnt from outcomes: the Beta posterior of a Bernoulli variable, Beta(a + S, b +
 * F), whose counts S and F halve every {@code halfLife} outcomes. O(1) an outcome.
 */
public final class BetaCount {
  private final double priorYes;
  private final double priorNo;
  private final double keep;
  private double yes;
  private double no;

  /**
   * @param priorYes a > 0
   * @param priorNo b > 0
   * @param halfLife outcomes, > 0; infinite forgets nothing
   */
  public BetaCount(double priorYes, double priorNo, double halfLife) {
    if (!(priorYes > 0 && priorNo > 0 && halfLife > 0)) {
      throw new IllegalArgumentException(
          "prior counts and half-life must be above 0, were "
              + priorYes
              + ", "
              + priorNo
              + " and "
              + halfLife);
    }
    this.priorYes = priorYes;
    this.priorNo = priorNo;
    this.keep = Math.pow(0.5, 1 / halfLife);
  }

  /** Uniform prior, nothing forgotten. */
  public static BetaCount uniform() {
    return new BetaCount(1, 1, Double.POSITIVE_INFINITY);
  }

  /** Writes the counts, not the parameters. */
  public void write(DataOutput out) throws IOException {
    out.writeDouble(yes);
    out.writeDouble(no);
  }

  /** Takes back what {@link #write} wrote. */
  public void read(DataInput in) throws IOException {
    yes = in.readDouble();
    no = in.readDouble();
  }

  /** Takes an outcome. */
  public void add(boolean outcome) {
    yes = yes * keep + (outcome ? 1 : 0);
    no = no * keep + (outcome ? 0 : 1);
  }

  /** Decayed number of outcomes. */
  public double observed() {
    return yes + no;
  }

  /** Posterior mean, in (0, 1). */
  public double mean() {
    return (priorYes + yes) / (priorYes + priorNo + yes + no);
  }

  /** Posterior probability that the variable's probability is above {@code limit} in [0, 1]. */
  public double above(double limit) {
    return RegularizedBeta.complement(limit, priorYes + yes, priorNo + no);
  }
}
