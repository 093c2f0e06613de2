package io.flyball.core.drift;

import io.flyball.core.experimental.SelectiveAverage;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

/**
 * An EWMA chart (Roberts, Technometrics 1959) whose weight depends on the value ({@link
 * SelectiveAverage}). Experimental: with slope 0 it is the plain chart; a slope of .5 finds changes
 * of a coin later and raises far more false alarms where heads are rare.
 *
 * <pre>
 *   z = (x - mean) / deviation, of the warm-up      Delta = softplus(bias + slope |z|)
 *   w = 1 - exp(-Delta)    h = (1 - w) h + w z    v = (1 - w)^2 v + w^2    alarm: |h| > level sqrt v
 * </pre>
 *
 * <p>v is the variance of h for independent values, given the gates. A warm-up without spread is
 * prolonged. After an alarm it starts anew. Cost: O(1) per value.
 */
public final class SelectiveEwma implements Detector {

  /**
   * Parameters.
   *
   * @param weight of a value equal to the mean, in (0, 1)
   * @param slope how much the gate opens for each standard deviation, at least 0
   * @param level standard deviations of h that raise an alarm, above 0
   * @param warmUp values that fix mean and deviation, at least 2
   */
  public record Config(double weight, double slope, double level, int warmUp) {
    public Config {
      Domain.probability("weight", weight);
      Domain.nonNegative("slope", slope);
      Domain.positive("level", level);
      Domain.atLeast("warmUp", warmUp, 2);
    }

    /** Weight .02, slope 0, level 5, warm-up 500. */
    public static Config standard() {
      return new Config(.02, 0, 5, 500);
    }
  }

  private final Config config;
  private final double bias;
  private long seen;
  private long n;
  private double mean;
  private double squares;
  private double deviation;
  private double h;
  private double variance;
  private long since;
  private double total;

  public SelectiveEwma(Config config) {
    this.config = config;
    this.bias = SelectiveAverage.bias(config.weight());
  }

  @Override
  public Optional<Alarm> update(double x) {
    Domain.finite(x);
    seen++;
    if (deviation == 0) {
      learn(x);
      return Optional.empty();
    }
    double z = (x - mean) / deviation;
    double delta = SelectiveAverage.gate(bias, config.slope(), Math.abs(z), 1);
    double keep = Math.exp(-delta);
    double before = h;
    h = SelectiveAverage.HELD.next(h, z, delta, 1, 1);
    variance = keep * keep * variance + (1 - keep) * (1 - keep);
    boolean turned = before == 0 || before > 0 != h > 0;
    since = turned ? 1 : since + 1;
    total = turned ? x : total + x;
    if (!(Math.abs(h) > config.level() * Math.sqrt(variance))) {
      return Optional.empty();
    }
    Alarm alarm = Alarm.of(seen - 1, mean, total / since, since);
    clear();
    return Optional.of(alarm);
  }

  private void learn(double x) {
    n++;
    double gap = x - mean;
    mean += gap / n;
    squares += gap * (x - mean);
    if (n >= config.warmUp() && squares > 0) {
      deviation = Math.sqrt(squares / (n - 1));
    }
  }

  private void clear() {
    n = 0;
    mean = 0;
    squares = 0;
    deviation = 0;
    h = 0;
    variance = 0;
    since = 0;
    total = 0;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeDouble(config.weight());
    out.writeDouble(config.slope());
    out.writeDouble(config.level());
    out.writeInt(config.warmUp());
    out.writeLong(seen);
    out.writeLong(n);
    out.writeDouble(mean);
    out.writeDouble(squares);
    out.writeDouble(deviation);
    out.writeDouble(h);
    out.writeDouble(variance);
    out.writeLong(since);
    out.writeDouble(total);
  }

  static SelectiveEwma read(DataInput in) throws IOException {
    SelectiveEwma chart =
        new SelectiveEwma(
            new Config(in.readDouble(), in.readDouble(), in.readDouble(), in.readInt()));
    chart.seen = in.readLong();
    chart.n = in.readLong();
    chart.mean = in.readDouble();
    chart.squares = in.readDouble();
    chart.deviation = in.readDouble();
    chart.h = in.readDouble();
    chart.variance = in.readDouble();
    chart.since = in.readLong();
    chart.total = in.readDouble();
    return chart;
  }
}
