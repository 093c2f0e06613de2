package io.flyball.core.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

/**
 * HDDM_A (Frías-Blanco et al., "Online and non-parametric drift detection methods based on
 * Hoeffding's bounds", IEEE TKDE 2015): the mean of all values against the mean up to the cut
 * point, the prefix with the lowest (for decreases: highest) confidence bound.
 *
 * <pre>
 *   m = (n - n_cut) / (n_cut n);   alarm when |mean_n - mean_cut| >= sqrt(m/2 ln(2/alpha))
 * </pre>
 *
 * <p>Values in [0, 1]. After an alarm it starts anew. Cost: O(1) per value.
 */
public final class HddmA implements Detector {

  /**
   * Parameters.
   *
   * @param alpha significance of the drift level, in (0, 1)
   */
  public record Config(Sides sides, double alpha) {
    public Config {
      Domain.probability("alpha", alpha);
    }

    /** Both sides, alpha .001. */
    public static Config standard() {
      return new Config(Sides.BOTH, 0.001);
    }
  }

  private final Config config;
  private final double logInverseAlpha;
  private long seen;
  private long n;
  private double total;
  private long lowN;
  private double lowTotal;
  private long highN;
  private double highTotal;

  public HddmA(Config config) {
    this.config = config;
    this.logInverseAlpha = Math.log(1 / config.alpha());
  }

  @Override
  public Optional<Alarm> update(double x) {
    Domain.unit(x);
    seen++;
    n++;
    total += x;
    double mean = total / n;
    double bound = bound(n);
    if (lowN == 0 || lowTotal / lowN + bound(lowN) >= mean + bound) {
      lowN = n;
      lowTotal = total;
    }
    if (highN == 0 || highTotal / highN - bound(highN) <= mean - bound) {
      highN = n;
      highTotal = total;
    }
    if (mean - lowTotal / lowN >= cutBound(lowN) && lowN < n) {
      return Optional.of(alarm(lowN, lowTotal));
    }
    if (config.sides() != Sides.UP && highN < n && highTotal / highN - mean >= cutBound(highN)) {
      Alarm alarm = alarm(highN, highTotal);
      return config.sides() == Sides.BOTH ? Optional.of(alarm) : Optional.empty();
    }
    return Optional.empty();
  }

  private double bound(long count) {
    return Math.sqrt(logInverseAlpha / (2.0 * count));
  }

  private double cutBound(long cut) {
    double m = (double) (n - cut) / cut / n;
    return Math.sqrt(m / 2 * (Math.log(2) + logInverseAlpha));
  }

  private Alarm alarm(long cut, double cutTotal) {
    Alarm alarm = Alarm.of(seen - 1, cutTotal / cut, (total - cutTotal) / (n - cut), n - cut);
    n = 0;
    total = 0;
    lowN = 0;
    lowTotal = 0;
    highN = 0;
    highTotal = 0;
    return alarm;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    DetectorFormat.writeConstant(out, config.sides());
    out.writeDouble(config.alpha());
    out.writeLong(seen);
    out.writeLong(n);
    out.writeDouble(total);
    out.writeLong(lowN);
    out.writeDouble(lowTotal);
    out.writeLong(highN);
    out.writeDouble(highTotal);
  }

  static HddmA read(DataInput in) throws IOException {
    HddmA detector =
        new HddmA(
            new Config(DetectorFormat.constant(Sides.values(), in.readByte()), in.readDouble()));
    detector.seen = in.readLong();
    detector.n = in.readLong();
    detector.total = in.readDouble();
    detector.lowN = in.readLong();
    detector.lowTotal = in.readDouble();
    detector.highN = in.readLong();
    detector.highTotal = in.readDouble();
    return detector;
  }
}
