package io.flyball.core.gate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Whether new rules are taken back. An exponentially weighted mean of a guard metric is learnt
 * under the old rules and goes on under the new ones. When it lies more than {@code drop} below
 * what it was at the change for {@code patience} values that are not broken by one at which it has
 * come back to within half of that, the rules are rolled back, once.
 */
public final class RollbackGuard {

  /**
   * Parameters.
   *
   * @param rate weight of a new value, in (0, 1)
   * @param drop of the mean that is too much, > 0, in units of the metric
   * @param patience values, >= 1
   */
  public record Config(double rate, double drop, int patience) {
    public Config {
      if (!(rate > 0 && rate < 1 && drop > 0 && drop < Double.MAX_VALUE) || patience < 1) {
        throw new IllegalArgumentException(
            "rate must lie in (0, 1), drop be above 0 and patience at least 1, were "
                + rate
                + ", "
                + drop
                + " and "
                + patience);
      }
    }

    /** Rate .02, drop .05, 25 values. */
    public static Config standard() {
      return new Config(.02, .05, 25);
    }
  }

  private final Config config;
  private long values;
  private double mean;
  private double baseline = Double.NaN;
  private int below;
  private boolean rolledBack;

  public RollbackGuard(Config config) {
    this.config = config;
  }

  /** Writes what has been learnt, not the parameters. */
  public void write(DataOutput out) throws IOException {
    out.writeLong(values);
    out.writeDouble(mean);
    out.writeDouble(baseline);
    out.writeInt(below);
    out.writeBoolean(rolledBack);
  }

  /** Reads what {@link #write} wrote. */
  public static RollbackGuard read(Config config, DataInput in) throws IOException {
    RollbackGuard guard = new RollbackGuard(config);
    guard.values = in.readLong();
    guard.mean = in.readDouble();
    guard.baseline = in.readDouble();
    guard.below = in.readInt();
    guard.rolledBack = in.readBoolean();
    return guard;
  }

  /** The rules change now: the mean so far is the baseline. Without values there is none. */
  public void changed() {
    baseline = values == 0 ? Double.NaN : mean;
    below = 0;
    rolledBack = false;
  }

  /**
   * Takes a value of the metric, finite.
   *
   * @return whether the rules are to be rolled back now
   */
  public boolean add(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("value must be finite, was " + value);
    }
    values++;
    mean += Math.max(config.rate(), 1.0 / values) * (value - mean);
    if (Double.isNaN(baseline) || rolledBack) {
      return false;
    }
    if (mean < baseline - config.drop()) {
      below++;
    } else if (mean > baseline - config.drop() / 2) {
      below = 0;
    } else if (below > 0) {
      below++;
    }
    rolledBack = below >= config.patience();
    return rolledBack;
  }

  /** The weighted mean; 0 without values. */
  public double mean() {
    return mean;
  }

  /** The mean at the change; NaN where there was none. */
  public double baseline() {
    return baseline;
  }
}
