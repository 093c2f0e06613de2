package io.flyball.core.control.functions;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Finds a light that flickers: a periodic change of brightness makes ON and OFF events in turn, so
 * ON minus OFF events in bins of {@value #BIN_US} µs have a peak in their spectrum at its
 * frequency.
 *
 * <p>The peak is told from noise by Fisher's test: of m ordinates of a periodogram of white noise
 * the largest share g of their sum exceeds x with a probability of about m(1 − x)^(m − 1). Here it
 * must be below {@value #CHANCE}, and the peak is no end of the band, where slow motion leaks in.
 * Source: R. A. Fisher, "Tests of significance in harmonic analysis", 1929. Ordinates lie 1/T apart
 * in {@value #LEAST_HZ} to {@value #MOST_HZ} Hz, the band of the sensors' filters. Time is taken
 * from the first event after {@link #clear}; of more than one second the first is looked at. Cost:
 * O(1) an event, ordinates times bins a window: 85,000 multiplications for 300 ms.
 */
final class FlickerMeter {
  static final int LEAST_HZ = 50;
  static final int MOST_HZ = 520;
  static final long BIN_US = 500;

  /** Less is too short for a spectrum. */
  static final long SHORTEST_US = 100_000;

  private static final double CHANCE = 1e-6;
  private static final int BINS = 2_000;

  private final int[] bins = new int[BINS];
  private boolean begun;
  private long startUs;
  private int used;

  void add(long t, int polarity) {
    if (!begun) {
      begun = true;
      startUs = t;
    }
    long bin = Math.floorDiv(t - startUs, BIN_US);
    if (bin >= 0 && bin < BINS) {
      bins[(int) bin] += polarity == 0 ? -1 : 1;
      used = Math.max(used, (int) bin + 1);
    }
  }

  /** The frequency of a light that flickers, Hz; empty when none stands out. */
  OptionalDouble found() {
    double seconds = used * BIN_US / 1e6;
    if (used * BIN_US < SHORTEST_US) {
      return OptionalDouble.empty();
    }
    int from = (int) Math.ceil(LEAST_HZ * seconds);
    int to = (int) Math.floor(MOST_HZ * seconds);
    double mean = Arrays.stream(bins, 0, used).average().orElse(0);
    double sum = 0;
    double most = 0;
    int peak = from;
    for (int k = from; k <= to; k++) {
      double power = power(k, mean);
      sum += power;
      if (power > most) {
        most = power;
        peak = k;
      }
    }
    int m = to - from + 1;
    boolean chance = !(sum > 0) || m * Math.pow(1 - most / sum, m - 1.0) > CHANCE;
    return chance || peak == from || peak == to
        ? OptionalDouble.empty()
        : OptionalDouble.of(peak / seconds);
  }

  /** The periodogram at k periods in the bins, by Goertzel's recurrence. */
  private double power(int k, double mean) {
    double c = 2 * Math.cos(2 * Math.PI * k / used);
    double before = 0;
    double last = 0;
    for (int i = 0; i < used; i++) {
      double next = bins[i] - mean + c * last - before;
      before = last;
      last = next;
    }
    return Math.max(0, last * last + before * before - c * last * before);
  }

  void clear() {
    Arrays.fill(bins, 0, used, 0);
    used = 0;
    begun = false;
  }

  void write(DataOutput out) throws IOException {
    out.writeBoolean(begun);
    out.writeLong(startUs);
    out.writeInt(used);
    for (int i = 0; i < used; i++) {
      out.writeInt(bins[i]);
    }
  }

  static FlickerMeter read(DataInput in) throws IOException {
    FlickerMeter m = new FlickerMeter();
    m.begun = in.readBoolean();
    m.startUs = in.readLong();
    m.used = in.readInt();
    for (int i = 0; i < m.used; i++) {
      m.bins[i] = in.readInt();
    }
    return m;
  }
}
