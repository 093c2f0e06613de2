package io.flyball.core.drift;

import io.flyball.core.random.Draws;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * KSWIN (Raab, Heusinger, Schleif, "Reactive soft prototype computing for concept drift streams",
 * Neurocomputing 2020): a two-sample Kolmogorov-Smirnov test of the newest {@code recent} values
 * against as many drawn without replacement from the older part of a sliding window.
 *
 * <p>The critical distance is the smallest d whose exact two-sample p-value is at most alpha; ties
 * make the test conservative. Sees changes of shape as well as of level; the direction is that of
 * the mean. After an alarm the window keeps the newest {@code recent} values. Draws depend on
 * (seed, position) alone. Cost: O(recent log recent) per value.
 */
public final class Kswin implements Detector {

  /**
   * Parameters.
   *
   * @param alpha p-value that raises an alarm, in (0, 1); every value is a test, so choose it small
   * @param window values kept, >= 2 recent
   * @param recent size of both samples, >= 2
   */
  public record Config(double alpha, int window, int recent, long seed) {
    public Config {
      Domain.probability("alpha", alpha);
      Domain.atLeast("recent", recent, 2);
      Domain.atLeast("window", window, 2L * recent);
    }

    /**
     * Window 100 and recent 30 as published, alpha 10^-5: one false alarm in about 120,000 values,
     * where the published .005 has hundreds.
     */
    public static Config standard() {
      return new Config(1e-5, 100, 30, 1);
    }
  }

  private final Config config;
  private final int critical;
  private final double[] ring;
  private int filled;
  private int start;
  private long seen;

  public Kswin(Config config) {
    this.config = config;
    this.critical = KolmogorovSmirnov.criticalCount(config.recent(), config.alpha());
    this.ring = new double[config.window()];
  }

  @Override
  public Optional<Alarm> update(double x) {
    Domain.finite(x);
    seen++;
    if (filled < ring.length) {
      ring[filled++] = x;
      if (filled < ring.length) {
        return Optional.empty();
      }
    } else {
      ring[start] = x;
      start = start + 1 == ring.length ? 0 : start + 1;
    }
    int recent = config.recent();
    double[] newest = newest(recent);
    double[] older = drawOlder(recent);
    Arrays.sort(older);
    double[] sorted = newest.clone();
    Arrays.sort(sorted);
    if (KolmogorovSmirnov.distanceCount(older, sorted) < critical) {
      return Optional.empty();
    }
    double before = 0;
    for (int i = 0; i < ring.length - recent; i++) {
      before += at(i);
    }
    double after = Arrays.stream(newest).sum() / recent;
    System.arraycopy(newest, 0, ring, 0, recent);
    filled = recent;
    start = 0;
    return Optional.of(Alarm.of(seen - 1, before / (ring.length - recent), after, recent));
  }

  private double at(int position) {
    return ring[(start + position) % ring.length];
  }

  private double[] newest(int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = at(ring.length - count + i);
    }
    return values;
  }

  private double[] drawOlder(int count) {
    int size = ring.length - count;
    double[] pool = new double[size];
    for (int i = 0; i < size; i++) {
      pool[i] = at(i);
    }
    for (int i = 0; i < count; i++) {
      int j = i + (int) (Draws.uniform(config.seed(), seen, i) * (size - i));
      double drawn = pool[j];
      pool[j] = pool[i];
      pool[i] = drawn;
    }
    return Arrays.copyOf(pool, count);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeDouble(config.alpha());
    out.writeInt(config.window());
    out.writeInt(config.recent());
    out.writeLong(config.seed());
    out.writeLong(seen);
    out.writeInt(filled);
    for (int i = 0; i < filled; i++) {
      out.writeDouble(at(i));
    }
  }

  static Kswin read(DataInput in) throws IOException {
    Kswin kswin = new Kswin(new Config(in.readDouble(), in.readInt(), in.readInt(), in.readLong()));
    kswin.seen = in.readLong();
    kswin.filled = in.readInt();
    for (int i = 0; i < kswin.filled; i++) {
      kswin.ring[i] = in.readDouble();
    }
    return kswin;
  }
}
