package io.flyball.core.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

/**
 * Tabular CUSUM (Page 1954; Montgomery, "Introduction to Statistical Quality Control"): S+ = max(0,
 * S+ + z - k), S- = max(0, S- - z - k), alarm when a side exceeds h. After an alarm it starts anew.
 * Cost: O(1) per value.
 */
public final class Cusum implements Detector {

  /** Against what the values are held. */
  public enum Form {
    /**
     * z = (x - m)/s with mean m and standard deviation s frozen after the warm-up; both sides. A
     * warm-up without spread cannot be standardised: it is prolonged until a second value appears.
     */
    STANDARDISED,
    /** z = x - running mean, not standardised; up only, from the 29th value on (MOA). */
    RUNNING_MEAN
  }

  /**
   * Parameters.
   *
   * @param k allowance per value: in standard deviations, or in value units for the running mean
   * @param h alarm threshold, in the same unit
   * @param warmUp values that fix the reference level, >= 2
   */
  public record Config(Form form, double k, double h, int warmUp) {
    public Config {
      Domain.nonNegative("k", k);
      Domain.positive("h", h);
      Domain.atLeast("warmUp", warmUp, 2);
    }

    /** Standardised, k .1, h 50, warm-up 500: one false alarm in about 120,000 coin tosses. */
    public static Config standard() {
      return new Config(Form.STANDARDISED, 0.1, 50, 500);
    }
  }

  private static final int RUNNING_MEAN_MIN = 29;

  private final Config config;
  private final CumulativeSum up = new CumulativeSum();
  private final CumulativeSum down = new CumulativeSum();
  private long seen;
  private long n;
  private double total;
  private double mean;
  private double squares;
  private double deviation;
  private boolean frozen;

  public Cusum(Config config) {
    this.config = config;
  }

  @Override
  public Optional<Alarm> update(double x) {
    Domain.finite(x);
    seen++;
    n++;
    total += x;
    return config.form() == Form.STANDARDISED ? standardised(x) : runningMean(x);
  }

  private Optional<Alarm> standardised(double x) {
    if (!frozen) {
      learn(x);
      frozen = n >= config.warmUp() && squares > 0;
      up.clipAtZero(n, total);
      down.clipAtZero(n, total);
      if (frozen) {
        deviation = Math.sqrt(squares / (n - 1));
      }
      return Optional.empty();
    }
    double z = (x - mean) / deviation;
    up.add(1, z - config.k());
    up.clipAtZero(n, total);
    down.add(1, -z - config.k());
    down.clipAtZero(n, total);
    if (up.sum > config.h()) {
      return alarm(up);
    }
    return down.sum > config.h() ? alarm(down) : Optional.empty();
  }

  private Optional<Alarm> runningMean(double x) {
    mean += (x - mean) / n;
    up.add(1, x - mean - config.k());
    up.clipAtZero(n, total);
    return n >= RUNNING_MEAN_MIN && up.sum > config.h() ? alarm(up) : Optional.empty();
  }

  private void learn(double x) {
    double gap = x - mean;
    mean += gap / n;
    squares += gap * (x - mean);
  }

  private Optional<Alarm> alarm(CumulativeSum side) {
    Alarm alarm = side.alarm(seen - 1, n, total, mean);
    up.clear();
    down.clear();
    n = 0;
    total = 0;
    mean = 0;
    squares = 0;
    frozen = false;
    return Optional.of(alarm);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    DetectorFormat.writeConstant(out, config.form());
    out.writeDouble(config.k());
    out.writeDouble(config.h());
    out.writeInt(config.warmUp());
    out.writeLong(seen);
    out.writeLong(n);
    out.writeDouble(total);
    out.writeDouble(mean);
    out.writeDouble(squares);
    out.writeDouble(deviation);
    out.writeBoolean(frozen);
    up.write(out);
    down.write(out);
  }

  static Cusum read(DataInput in) throws IOException {
    Cusum cusum =
        new Cusum(
            new Config(
                DetectorFormat.constant(Form.values(), in.readByte()),
                in.readDouble(),
                in.readDouble(),
                in.readInt()));
    cusum.seen = in.readLong();
    cusum.n = in.readLong();
    cusum.total = in.readDouble();
    cusum.mean = in.readDouble();
    cusum.squares = in.readDouble();
    cusum.deviation = in.readDouble();
    cusum.frozen = in.readBoolean();
    cusum.up.read(in);
    cusum.down.read(in);
    return cusum;
  }
}
