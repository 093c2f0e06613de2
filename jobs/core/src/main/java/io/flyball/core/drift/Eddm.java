package io.flyball.core.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

/**
 * EDDM (Baena-García et al., "Early drift detection method", 2006): the mean distance p' between
 * errors and its deviation s'; alarm when (p' + 2 s') / max(p' + 2 s') falls below the ratio, once
 * {@code minErrors} errors were seen.
 *
 * <p>Values 0 or 1. Upward only: errors that come closer together. The levels in the alarm are
 * error rates, 1 / mean distance, at the maximum and since. After an alarm it starts anew. Cost:
 * O(1) per value.
 */
public final class Eddm implements Detector {

  /**
   * Parameters.
   *
   * @param ratio below which share of the maximum there is drift, in (0, 1)
   * @param minErrors errors before an alarm is possible, and values before the maximum is kept
   */
  public record Config(double ratio, int minErrors) {
    public Config {
      Domain.probability("ratio", ratio);
      Domain.atLeast("minErrors", minErrors, 1);
    }

    /** Ratio .9, 30 errors, as published. */
    public static Config standard() {
      return new Config(0.9, 30);
    }
  }

  private final Config config;
  private long seen;
  private long n;
  private long errors;
  private long lastError;
  private double mean;
  private double squares;
  private double max;
  private long maxAt;
  private long errorsAtMax;

  public Eddm(Config config) {
    this.config = config;
  }

  @Override
  public Optional<Alarm> update(double x) {
    Domain.binary(x);
    seen++;
    n++;
    if (x == 0) {
      return Optional.empty();
    }
    errors++;
    double distance = n - lastError;
    lastError = n;
    double gap = distance - mean;
    mean += gap / errors;
    squares += gap * (distance - mean);
    double statistic = mean + 2 * Math.sqrt(squares / errors);
    if (n < config.minErrors()) {
      return Optional.empty();
    }
    if (statistic > max) {
      max = statistic;
      maxAt = n;
      errorsAtMax = errors;
      return Optional.empty();
    }
    if (errors <= config.minErrors() || statistic >= config.ratio() * max) {
      return Optional.empty();
    }
    double before = (double) errorsAtMax / maxAt;
    double after = (double) (errors - errorsAtMax) / (n - maxAt);
    Alarm alarm = new Alarm(seen - 1, Direction.UP, before, after, n - maxAt);
    n = 0;
    errors = 0;
    lastError = 0;
    mean = 0;
    squares = 0;
    max = 0;
    maxAt = 0;
    errorsAtMax = 0;
    return Optional.of(alarm);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeDouble(config.ratio());
    out.writeInt(config.minErrors());
    out.writeLong(seen);
    out.writeLong(n);
    out.writeLong(errors);
    out.writeLong(lastError);
    out.writeDouble(mean);
    out.writeDouble(squares);
    out.writeDouble(max);
    out.writeLong(maxAt);
    out.writeLong(errorsAtMax);
  }

  static Eddm read(DataInput in) throws IOException {
    Eddm eddm = new Eddm(new Config(in.readDouble(), in.readInt()));
    eddm.seen = in.readLong();
    eddm.n = in.readLong();
    eddm.errors = in.readLong();
    eddm.lastError = in.readLong();
    eddm.mean = in.readDouble();
    eddm.squares = in.readDouble();
    eddm.max = in.readDouble();
    eddm.maxAt = in.readLong();
    eddm.errorsAtMax = in.readLong();
    return eddm;
  }
}
