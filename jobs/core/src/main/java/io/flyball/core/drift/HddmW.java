package io.flyball.core.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

/**
 * HDDM_W (Frías-Blanco et al., IEEE TKDE 2015): two exponentially weighted means, before and since
 * the cut point, compared by McDiarmid's bound sqrt((b1 + b2) ln(1/alpha) / 2), b = sum of squared
 * weights.
 *
 * <p>Values in [0, 1]. After an alarm it starts anew. Cost: O(1) per value. The bound does not
 * account for the moving cut point: prefer {@link Adwin}.
 */
public final class HddmW implements Detector {

  /**
   * Parameters.
   *
   * @param alpha significance of the drift level, in (0, 1)
   * @param lambda weight of the newest value, in (0, 1)
   */
  public record Config(Sides sides, double alpha, double lambda) {
    public Config {
      Domain.probability("alpha", alpha);
      Domain.probability("lambda", lambda);
    }

    /**
     * Both sides, lambda .05, alpha 10^-6: one false alarm in about 45,000 fair coin tosses, where
     * the published alpha .001 has one in 1,000.
     */
    public static Config standard() {
      return new Config(Sides.BOTH, 1e-6, 0.05);
    }
  }

  private final Config config;
  private final double halfLogInverseAlpha;
  private final Ewma total = new Ewma();
  private final Side up = new Side();
  private final Side down = new Side();
  private long seen;

  public HddmW(Config config) {
    this.config = config;
    this.halfLogInverseAlpha = Math.log(1 / config.alpha()) / 2;
  }

  @Override
  public Optional<Alarm> update(double x) {
    Domain.unit(x);
    seen++;
    total.add(x, config.lambda());
    if (up.update(1, x)) {
      return Optional.of(alarm(up));
    }
    if (config.sides() != Sides.UP && down.update(-1, x)) {
      Alarm alarm = alarm(down);
      return config.sides() == Sides.BOTH ? Optional.of(alarm) : Optional.empty();
    }
    return Optional.empty();
  }

  private Alarm alarm(Side side) {
    Alarm alarm = Alarm.of(seen - 1, side.before.mean, side.after.mean, side.after.count);
    total.clear();
    up.clear();
    down.clear();
    return alarm;
  }

  /** The cut point for one direction, and the weighted means on its two sides. */
  private final class Side {
    private final Ewma before = new Ewma();
    private final Ewma after = new Ewma();
    private double cut = Double.POSITIVE_INFINITY;

    boolean update(int sign, double x) {
      double bound = Math.sqrt(total.weights * halfLogInverseAlpha);
      if (sign * total.mean + bound < cut) {
        cut = sign * total.mean + bound;
        before.copy(total);
        after.clear();
        return false;
      }
      after.add(x, config.lambda());
      return sign * (after.mean - before.mean)
          > Math.sqrt((before.weights + after.weights) * halfLogInverseAlpha);
    }

    void clear() {
      before.clear();
      after.clear();
      cut = Double.POSITIVE_INFINITY;
    }

    void write(DataOutput out) throws IOException {
      before.write(out);
      after.write(out);
      out.writeDouble(cut);
    }

    void read(DataInput in) throws IOException {
      before.read(in);
      after.read(in);
      cut = in.readDouble();
    }
  }

  private static final class Ewma {
    long count;
    double mean;
    double weights;

    void add(double x, double lambda) {
      if (count++ == 0) {
        mean = x;
        weights = 1;
      } else {
        mean = lambda * x + (1 - lambda) * mean;
        weights = lambda * lambda + (1 - lambda) * (1 - lambda) * weights;
      }
    }

    void copy(Ewma other) {
      count = other.count;
      mean = other.mean;
      weights = other.weights;
    }

    void clear() {
      count = 0;
      mean = 0;
      weights = 0;
    }

    void write(DataOutput out) throws IOException {
      out.writeLong(count);
      out.writeDouble(mean);
      out.writeDouble(weights);
    }

    void read(DataInput in) throws IOException {
      count = in.readLong();
      mean = in.readDouble();
      weights = in.readDouble();
    }
  }

  @Override
  public void write(DataOutput out) throws IOException {
    DetectorFormat.writeConstant(out, config.sides());
    out.writeDouble(config.alpha());
    out.writeDouble(config.lambda());
    out.writeLong(seen);
    total.write(out);
    up.write(out);
    down.write(out);
  }

  static HddmW read(DataInput in) throws IOException {
    HddmW detector =
        new HddmW(
            new Config(
                DetectorFormat.constant(Sides.values(), in.readByte()),
                in.readDouble(),
                in.readDouble()));
    detector.seen = in.readLong();
    detector.total.read(in);
    detector.up.read(in);
    detector.down.read(in);
    return detector;
  }
}
