package io.flyball.core.modes;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Sufficient statistics of a log in which every jump is seen: N_ij jumps from i to j, T_i time
 * spent in i. With a Gamma(a, b) prior the posterior of q_ij is Gamma(N_ij + a, T_i + b); {@link
 * #mean} is its mean.
 */
public final class JumpLog {
  private final double[][] jumps;
  private final double[] time;

  public JumpLog(int states) {
    jumps = new double[States.check(states)][states];
    time = new double[states];
  }

  /**
   * Counts a stay and the jump that ended it.
   *
   * @param stayed time in {@code from} before the jump, > 0
   */
  public void add(int from, int to, double stayed) {
    States.inside(from, time.length);
    States.inside(to, time.length);
    if (!(stayed > 0 && stayed < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a gap must be positive and finite, was " + stayed);
    }
    time[from] += stayed;
    if (from != to) {
      jumps[from][to]++;
    }
  }

  /** Adds what another log of as many states counted. */
  public void add(JumpLog other) {
    if (other.time.length != time.length) {
      throw new IllegalArgumentException(
          "a log of " + other.time.length + " states for one of " + time.length);
    }
    for (int i = 0; i < time.length; i++) {
      time[i] += other.time[i];
      for (int j = 0; j < time.length; j++) {
        jumps[i][j] += other.jumps[i][j];
      }
    }
  }

  /** Multiplies what was seen by a factor in (0, 1]: older jumps count less. */
  public void forget(double factor) {
    RatePrior.share(factor);
    for (int i = 0; i < time.length; i++) {
      time[i] *= factor;
      for (int j = 0; j < time.length; j++) {
        jumps[i][j] *= factor;
      }
    }
  }

  /** The posterior mean (N_ij + a) / (T_i + b); jumps that the prior forbids stay at zero. */
  public RateMatrix mean(RatePrior prior) {
    return prior.posterior(jumps, time);
  }

  public double jumps(int from, int to) {
    return jumps[from][to];
  }

  public double time(int state) {
    return time[state];
  }

  public void write(DataOutput out) throws IOException {
    out.writeInt(time.length);
    for (int i = 0; i < time.length; i++) {
      out.writeDouble(time[i]);
      for (double n : jumps[i]) {
        out.writeDouble(n);
      }
    }
  }

  public static JumpLog read(DataInput in) throws IOException {
    JumpLog log = new JumpLog(in.readInt());
    for (int i = 0; i < log.time.length; i++) {
      log.time[i] = in.readDouble();
      for (int j = 0; j < log.time.length; j++) {
        log.jumps[i][j] = in.readDouble();
      }
    }
    return log;
  }
}
