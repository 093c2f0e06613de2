package io.flyball.core.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Control of false discoveries over a stream of tests (Foster and Stine, "Alpha-investing", JRSS B
 * 2008). A test at level a costs a/(1 - a) of the wealth when it finds nothing and earns alpha when
 * it finds something; the wealth begins at alpha and each test takes a tenth of it. Where nothing
 * ever changes, the expected number of discoveries of all tests together is alpha/(1 - alpha) at
 * most.
 */
public final class AlphaInvesting {
  private static final double SHARE = 0.1;

  private final double alpha;
  private double wealth;

  /**
   * @param alpha in (0, 0.5]
   */
  public AlphaInvesting(double alpha) {
    if (!(alpha > 0 && alpha <= 0.5)) {
      throw new IllegalArgumentException("alpha must lie in (0, 0.5], was " + alpha);
    }
    this.alpha = alpha;
    this.wealth = alpha;
  }

  /** Spends a test on a p-value; whether it is a discovery. */
  public boolean test(double p) {
    double spent = SHARE * wealth;
    double level = spent / (1 + spent);
    if (p <= level) {
      wealth += alpha;
      return true;
    }
    wealth -= spent;
    return false;
  }

  /** What is left to invest. */
  public double wealth() {
    return wealth;
  }

  public void write(DataOutput out) throws IOException {
    out.writeDouble(alpha);
    out.writeDouble(wealth);
  }

  public static AlphaInvesting read(DataInput in) throws IOException {
    AlphaInvesting investing = new AlphaInvesting(in.readDouble());
    investing.wealth = in.readDouble();
    return investing;
  }
}
