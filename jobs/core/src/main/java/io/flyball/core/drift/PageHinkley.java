package io.flyball.core.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

/**
 * Page-Hinkley test (Page, "Continuous inspection schemes", Biometrika 1954; Hinkley, 1971): the
 * cumulated deviation of the values from their running mean, less an allowance delta, has moved
 * more than lambda from its extreme. Three forms that go by the one name are kept apart in {@link
 * Form}. After an alarm it starts anew. Cost: O(1) per value.
 *
 * <p>lambda is in value units times events: with values in [0, 1], delta .005 and lambda 50 a drop
 * by .1 needs over 500 values; see {@link Calibration} to choose it by false-alarm interval.
 */
public final class PageHinkley implements Detector {

  /** The forms of the statistic; n is the number of values since the last alarm. */
  public enum Form {
    /**
     * U += x - mean - delta, up when U - min U > lambda; L += x - mean + delta, down when max L - L
     * > lambda; from n = 30 on.
     */
    TWO_SIDED,
    /** S = alpha S + (x - mean - delta), not clipped; up when S > lambda (MOA); from n = 29 on. */
    FADING,
    /** S = max(0, alpha S + (x - mean - delta)); up when S >= lambda (River); from n = 29 on. */
    CLIPPED
  }

  /**
   * Parameters.
   *
   * @param delta allowance per value, >= 0
   * @param lambda alarm threshold, positive
   * @param alpha fading factor in (0, 1], without effect on {@link Form#TWO_SIDED}
   */
  public record Config(Form form, double delta, double lambda, double alpha) {
    public Config {
      Domain.nonNegative("delta", delta);
      Domain.positive("lambda", lambda);
      if (!(alpha > 0 && alpha <= 1)) {
        throw new IllegalArgumentException("alpha must lie in (0, 1], was " + alpha);
      }
    }

    /** Two-sided, delta .03, lambda 30: one false alarm in about 90,000 fair coin tosses. */
    public static Config standard() {
      return new Config(Form.TWO_SIDED, 0.03, 30, 0.9999);
    }
  }

  private static final int MIN_VALUES = 30;

  private final Config config;
  private final CumulativeSum up = new CumulativeSum();
  private final CumulativeSum down = new CumulativeSum();
  private long seen;
  private long n;
  private double total;
  private double mean;

  public PageHinkley(Config config) {
    this.config = config;
  }

  @Override
  public Optional<Alarm> update(double x) {
    Domain.finite(x);
    seen++;
    n++;
    total += x;
    mean += (x - mean) / n;
    return switch (config.form()) {
      case TWO_SIDED -> twoSided(x);
      case FADING -> {
        up.add(config.alpha(), x - mean - config.delta());
        up.markLow(n, total);
        yield n >= MIN_VALUES - 1 && up.sum > config.lambda() ? alarm(up) : Optional.empty();
      }
      case CLIPPED -> {
        up.add(config.alpha(), x - mean - config.delta());
        up.clipAtZero(n, total);
        yield n >= MIN_VALUES - 1 && up.sum >= config.lambda() ? alarm(up) : Optional.empty();
      }
    };
  }

  private Optional<Alarm> twoSided(double x) {
    up.add(1, x - mean - config.delta());
    up.markLow(n, total);
    down.add(1, -(x - mean + config.delta()));
    down.markLow(n, total);
    if (n < MIN_VALUES) {
      return Optional.empty();
    }
    if (up.rise() > config.lambda()) {
      return alarm(up);
    }
    return down.rise() > config.lambda() ? alarm(down) : Optional.empty();
  }

  private Optional<Alarm> alarm(CumulativeSum side) {
    Alarm alarm = side.alarm(seen - 1, n, total, mean);
    up.clear();
    down.clear();
    n = 0;
    total = 0;
    mean = 0;
    return Optional.of(alarm);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    DetectorFormat.writeConstant(out, config.form());
    out.writeDouble(config.delta());
    out.writeDouble(config.lambda());
    out.writeDouble(config.alpha());
    out.writeLong(seen);
    out.writeLong(n);
    out.writeDouble(total);
    out.writeDouble(mean);
    up.write(out);
    down.write(out);
  }

  static PageHinkley read(DataInput in) throws IOException {
    PageHinkley detector =
        new PageHinkley(
            new Config(
                DetectorFormat.constant(Form.values(), in.readByte()),
                in.readDouble(),
                in.readDouble(),
                in.readDouble()));
    detector.seen = in.readLong();
    detector.n = in.readLong();
    detector.total = in.readDouble();
    detector.mean = in.readDouble();
    detector.up.read(in);
    detector.down.read(in);
    return detector;
  }
}
