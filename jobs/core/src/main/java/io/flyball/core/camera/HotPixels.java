package io.flyball.core.camera;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * Finds pixels that fire far more than their neighbours, while the stream runs, and lets them in
 * again by probes.
 *
 * <p>Each pixel keeps a count that decays: n ← n·exp(−Δt/τ) + 1 at an event, τ = 1 s. Each second
 * of device time, where n &gt; {@value #LEAST}: z = (n − m)/√max(m, 1), with m the median of the
 * counts of its neighbours (at most 8, masked ones left out). A pixel is masked when z &gt; {@value
 * #HOT} three times running. Each minute a tenth of the masked pixels, in turn, is admitted again;
 * a pixel that is still hot is masked again 3 s later. A moving edge raises the neighbours too, so
 * it masks nothing.
 *
 * <p>Events of masked pixels are not counted, as a sensor that masks them would not send them.
 * Memory: 17 bytes a pixel. Cost: one exponential an event, and one pass over the pixels a second.
 */
public final class HotPixels {
  /** The most pixels an array may have. */
  public static final long MOST = 1 << 22;

  private static final double TAU_US = 1e6;
  private static final double LEAST = 10;
  private static final double HOT = 8;
  private static final int RUNNING = 3;
  private static final long CHECK_US = 1_000_000;
  private static final long PROBE_CHECKS = 60;
  private static final int PROBES = 10;

  private final int width;
  private final int height;
  private final double[] count;
  private final long[] time;
  private final byte[] strikes;
  private final BitSet masked = new BitSet();
  private long nextCheck = Long.MIN_VALUE;
  private long checks;
  private boolean changed;

  public HotPixels(Geometry geometry) {
    if (geometry.pixels() > MOST) {
      throw new IllegalArgumentException(
          "Hot pixels are looked for in at most " + MOST + " pixels; found " + geometry + ".");
    }
    width = geometry.width();
    height = geometry.height();
    count = new double[width * height];
    time = new long[width * height];
    strikes = new byte[width * height];
  }

  /**
   * Takes an event; a time that steps back decays nothing.
   *
   * @return false when its pixel is masked
   */
  public boolean add(long t, int x, int y) {
    if (nextCheck == Long.MIN_VALUE) {
      nextCheck = t + CHECK_US;
    }
    if (t >= nextCheck) {
      check(t);
      nextCheck += ((t - nextCheck) / CHECK_US + 1) * CHECK_US;
    }
    int k = y * width + x;
    if (x >= width || y >= height || masked.get(k)) {
      return x >= width || y >= height;
    }
    double before = at(k, t);
    time[k] = count[k] == 0 ? t : Math.max(t, time[k]);
    count[k] = before + 1;
    return true;
  }

  /** How many pixels are masked. */
  public int masked() {
    return masked.cardinality();
  }

  /** Whether a pixel is masked. */
  public boolean masked(int x, int y) {
    return masked.get(y * width + x);
  }

  /**
   * The masked pixels as {@code y·width + x}, those with the largest counts when they were last
   * seen first: a sensor that has room for few masks takes the first of them.
   */
  public int[] hottest(int most) {
    return IntStream.of(masked.stream().toArray())
        .boxed()
        .sorted((a, b) -> count[a] != count[b] ? Double.compare(count[b], count[a]) : a - b)
        .limit(most)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** Whether the mask has changed since this was asked last. */
  public boolean changed() {
    boolean was = changed;
    changed = false;
    return was;
  }

  /** The column of a pixel of {@link #hottest}. */
  public int column(int pixel) {
    return pixel % width;
  }

  /** Its row. */
  public int row(int pixel) {
    return pixel / width;
  }

  /** The decayed count of a pixel at a time. */
  public double count(int x, int y, long t) {
    return at(y * width + x, t);
  }

  /** How far a pixel is above its neighbours at a time, in standard deviations of a count. */
  public double z(int x, int y, long t) {
    double[] around = new double[8];
    int n = 0;
    for (int row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
      for (int column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
        int k = row * width + column;
        if ((row != y || column != x) && !masked.get(k)) {
          around[n++] = at(k, t);
        }
      }
    }
    Arrays.sort(around, 0, n);
    double m = n == 0 ? 0 : (around[(n - 1) / 2] + around[n / 2]) / 2;
    return (at(y * width + x, t) - m) / Math.sqrt(Math.max(m, 1));
  }

  private double at(int k, long t) {
    return count[k] == 0 ? 0 : count[k] * Math.exp(-Math.max(0, t - time[k]) / TAU_US);
  }

  private void check(long t) {
    for (int k = 0; k < count.length; k++) {
      if (count[k] <= LEAST || masked.get(k)) {
        strikes[k] = 0;
      } else if (at(k, t) > LEAST && z(k % width, k / width, t) > HOT) {
        strikes[k]++;
      } else {
        strikes[k] = 0;
      }
    }
    for (int k = 0; k < count.length; k++) {
      if (strikes[k] >= RUNNING) {
        masked.set(k);
        changed = true;
        strikes[k] = 0;
      }
    }
    checks++;
    if (checks % PROBE_CHECKS == 0) {
      probe((int) (checks / PROBE_CHECKS % PROBES));
    }
  }

  private void probe(int turn) {
    int rank = 0;
    for (int k = masked.nextSetBit(0); k >= 0; k = masked.nextSetBit(k + 1)) {
      if (rank++ % PROBES == turn) {
        masked.clear(k);
        changed = true;
        count[k] = 0;
      }
    }
  }

  /** Writes all of it; pixels without a count take no room. */
  public void write(DataOutput out) throws IOException {
    out.writeInt(width);
    out.writeInt(height);
    out.writeLong(nextCheck);
    out.writeLong(checks);
    out.writeBoolean(changed);
    long[] bits = masked.toLongArray();
    out.writeInt(bits.length);
    for (long word : bits) {
      out.writeLong(word);
    }
    for (int k = 0; k < count.length; k++) {
      if (count[k] != 0) {
        out.writeInt(k);
        out.writeDouble(count[k]);
        out.writeLong(time[k]);
        out.writeByte(strikes[k]);
      }
    }
    out.writeInt(-1);
  }

  /** Reads what {@link #write} has written. */
  public static HotPixels read(DataInput in) throws IOException {
    HotPixels h = new HotPixels(new Geometry(in.readInt(), in.readInt()));
    h.nextCheck = in.readLong();
    h.checks = in.readLong();
    h.changed = in.readBoolean();
    long[] bits = new long[in.readInt()];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = in.readLong();
    }
    h.masked.or(BitSet.valueOf(bits));
    for (int k = in.readInt(); k >= 0; k = in.readInt()) {
      h.count[k] = in.readDouble();
      h.time[k] = in.readLong();
      h.strikes[k] = in.readByte();
    }
    return h;
  }
}
