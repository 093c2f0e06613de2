package io.flyball.core.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

/**
 * DDM (Gama et al., "Learning with drift detection", SBIA 2004): p the error rate since the last
 * alarm, s = sqrt(p (1 - p) / n); alarm when p + s > p_min + level s_min, from the 31st value on.
 *
 * <p>Values 0 or 1. Upward only: the statistic keeps its minimum, a fall merely lowers it. After an
 * alarm it starts anew. Cost: O(1) per value.
 */
public final class Ddm implements Detector {

  /**
   * Parameters.
   *
   * @param level standard deviations above the minimum that mean drift, positive
   * @param minValues values before the minimum is kept, >= 1
   */
  public record Config(double level, int minValues) {
    public Config {
      Domain.positive("level", level);
      Domain.atLeast("minValues", minValues, 1);
    }

    /** Level 3, 30 values, as published. */
    public static Config standard() {
      return new Config(3, 30);
    }
  }

  private final Config config;
  private long seen;
  private long n;
  private double errors;
  private double minP;
  private double minS;
  private long minAt;
  private double errorsAtMin;

  public Ddm(Config config) {
    this.config = config;
  }

  @Override
  public Optional<Alarm> update(double x) {
    Domain.binary(x);
    seen++;
    n++;
    errors += x;
    if (n < config.minValues() - 1) {
      return Optional.empty();
    }
    double p = errors / n;
    double s = Math.sqrt(p * (1 - p) / n);
    if (minAt == 0 || p + s <= minP + minS) {
      minP = p;
      minS = s;
      minAt = n;
      errorsAtMin = errors;
    }
    if (n < config.minValues() || p + s <= minP + config.level() * minS) {
      return Optional.empty();
    }
    Alarm alarm = Alarm.of(seen - 1, minP, (errors - errorsAtMin) / (n - minAt), n - minAt);
    n = 0;
    errors = 0;
    minP = 0;
    minS = 0;
    minAt = 0;
    errorsAtMin = 0;
    return Optional.of(alarm);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeDouble(config.level());
    out.writeInt(config.minValues());
    out.writeLong(seen);
    out.writeLong(n);
    out.writeDouble(errors);
    out.writeDouble(minP);
    out.writeDouble(minS);
    out.writeLong(minAt);
    out.writeDouble(errorsAtMin);
  }

  static Ddm read(DataInput in) throws IOException {
    Ddm ddm = new Ddm(new Config(in.readDouble(), in.readInt()));
    ddm.seen = in.readLong();
    ddm.n = in.readLong();
    ddm.errors = in.readDouble();
    ddm.minP = in.readDouble();
    ddm.minS = in.readDouble();
    ddm.minAt = in.readLong();
    ddm.errorsAtMin = in.readDouble();
    return ddm;
  }
}
