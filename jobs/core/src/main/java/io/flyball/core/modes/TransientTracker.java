package io.flyball.core.modes;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

/**
 * A slow level and the bursts above it. The level is an exponentially weighted mean that is updated
 * only outside of bursts, so that a burst does not become the level. With z = (x - level) / s a
 * burst starts when the one-sided CUSUM S = max(0, S + z - k) passes h (Page 1954), and ends when
 * the mirrored one, max(0, E + k' - z) with k' half of the burst's own level, passes h. A
 * two-channel analogue of the persistent-transient duality, not its network.
 *
 * <p>With k = .5 and h = 5, normal values of known level and spread start a false burst every 931
 * values on average, a rise by one standard deviation is found after 10.4, by two after 4.0 (Brook
 * and Evans). Cost: O(1) a value.
 */
public final class TransientTracker {

  /**
   * Parameters.
   *
   * @param rate weight of a new value in the slow level, in (0, 1)
   * @param allowance k, standard deviations, >= 0
   * @param threshold h, standard deviations, > 0
   * @param warmUp values that fix the first level and spread, >= 2
   */
  public record Config(double rate, double allowance, double threshold, int warmUp) {
    public Config {
      if (!(rate > 0 && rate < 1)) {
        throw new IllegalArgumentException("rate must lie in (0, 1), was " + rate);
      }
      if (!(allowance >= 0 && allowance <= 100 && threshold > 0 && threshold <= 1e6)) {
        throw new IllegalArgumentException(
            "allowance must lie in [0, 100] and threshold in (0, 1e6], were "
                + allowance
                + " and "
                + threshold);
      }
      if (warmUp < 2) {
        throw new IllegalArgumentException("warmUp must be at least 2, was " + warmUp);
      }
    }

    /** Rate .005, k .5, h 5, 100 values. */
    public static Config standard() {
      return new Config(.005, .5, 5, 100);
    }
  }

  /**
   * A burst that ended.
   *
   * @param start time of the value from which the start's sum had grown
   * @param end time of the value that ended it
   * @param level mean of its values
   */
  public record Burst(long start, long end, double level) {}

  private final Config config;
  private long seen;
  private double level;
  private double variance;
  private double up;
  private long upSince;
  private double down;
  private boolean inside;
  private long start;
  private double sum;
  private long count;

  public TransientTracker(Config config) {
    this.config = config;
  }

  /**
   * Takes a value.
   *
   * @param x finite, within +-1e50
   * @param at time of the value, not before the last one
   * @return the burst that this value ended
   */
  public Optional<Burst> update(double x, long at) {
    States.finite("value", x);
    seen++;
    if (seen <= config.warmUp() || variance == 0) {
      learn(x, 1.0 / Math.min(seen, config.warmUp()));
      return Optional.empty();
    }
    double z = (x - level) / Math.sqrt(variance);
    return inside ? within(x, z, at) : outside(x, z, at);
  }

  private Optional<Burst> outside(double x, double z, long at) {
    double before = up;
    up = Math.max(0, up + z - config.allowance());
    upSince = before == 0 ? at : upSince;
    if (up == 0) {
      sum = 0;
      count = 0;
    } else {
      sum += z;
      count++;
    }
    if (up > config.threshold()) {
      inside = true;
      start = upSince;
      down = 0;
    } else {
      learn(x, config.rate());
    }
    return Optional.empty();
  }

  private Optional<Burst> within(double x, double z, long at) {
    double half = sum / count / 2;
    down = Math.max(0, down + Math.max(config.allowance(), half) - z);
    if (down <= config.threshold()) {
      sum += z;
      count++;
      return Optional.empty();
    }
    Burst ended = new Burst(start, at, level + sum / count * Math.sqrt(variance));
    inside = false;
    up = 0;
    sum = 0;
    count = 0;
    learn(x, config.rate());
    return Optional.of(ended);
  }

  /** West (1979): the weighted mean and variance together. */
  private void learn(double x, double weight) {
    double error = x - level;
    level += weight * error;
    variance = (1 - weight) * (variance + weight * error * error);
  }

  /** Whether the last value lies in a burst. */
  public boolean inside() {
    return inside;
  }

  /** The slow level. */
  public double level() {
    return level;
  }

  public void write(DataOutput out) throws IOException {
    out.writeDouble(config.rate());
    out.writeDouble(config.allowance());
    out.writeDouble(config.threshold());
    out.writeInt(config.warmUp());
    out.writeLong(seen);
    out.writeDouble(level);
    out.writeDouble(variance);
    out.writeDouble(up);
    out.writeLong(upSince);
    out.writeDouble(down);
    out.writeBoolean(inside);
    out.writeLong(start);
    out.writeDouble(sum);
    out.writeLong(count);
  }

  public static TransientTracker read(DataInput in) throws IOException {
    return read(new Config(in.readDouble(), in.readDouble(), in.readDouble(), in.readInt()), in);
  }

  /** What was written, under other parameters from now on. */
  public static TransientTracker readWith(Config other, DataInput in) throws IOException {
    in.readFully(new byte[3 * Double.BYTES + Integer.BYTES]);
    return read(other, in);
  }

  private static TransientTracker read(Config config, DataInput in) throws IOException {
    TransientTracker tracker = new TransientTracker(config);
    tracker.seen = in.readLong();
    tracker.level = in.readDouble();
    tracker.variance = in.readDouble();
    tracker.up = in.readDouble();
    tracker.upSince = in.readLong();
    tracker.down = in.readDouble();
    tracker.inside = in.readBoolean();
    tracker.start = in.readLong();
    tracker.sum = in.readDouble();
    tracker.count = in.readLong();
    return tracker;
  }
}
