package io.flyball.core.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * ADWIN, adaptive windowing (Bifet, Gavaldà, "Learning from time-changing data with adaptive
 * windowing", SDM 2007): drops the oldest part of its window as long as two parts of the window
 * differ more than chance allows.
 *
 * <p>The window is an exponential histogram: row r holds up to {@code maxBuckets} buckets of 2^r
 * values each. At a boundary with n0 older and n1 newer values, means m0 and m1, window width W and
 * window variance v,
 *
 * <pre>
 *   d = ln(2 ln W / delta),  m = 1/(n0 - 4) + 1/(n1 - 4)
 *   cut when |m0 - m1| > sqrt(2 m v d) + 2/3 d m
 * </pre>
 *
 * <p>Two-sided; the alarm tells the levels on the two sides of the strongest cut. The bound is
 * meant for values in [0, 1]; other finite values are accepted, and a difference below 1e-9 of the
 * mean is rounding, not change. The running variance, a difference of sums, can fall slightly below
 * zero; it is taken as zero then, for otherwise the root is NaN and the cut is silently skipped.
 * Cost: amortised O(1) per value and O(log W) every {@code clock} values; memory O(maxBuckets log
 * W); no allocation but at an alarm.
 */
public final class Adwin implements Detector {

  /** Which boundaries between buckets are tried as cut points. */
  public enum Cut {
    /** Every boundary with at least 5 values on both sides (current River). */
    ALL(5),
    /** Every boundary with more than 6 values on both sides (MOA). */
    OVER_SIX(7),
    /**
     * As {@link #ALL} but passing over the newest bucket of each row (earlier versions of River).
     */
    SKIP_NEWEST_OF_ROW(5);

    final int least;

    Cut(int least) {
      this.least = least;
    }
  }

  /**
   * Parameters.
   *
   * @param delta confidence, in (0, 1)
   * @param clock values between two searches for a cut, >= 1
   * @param maxBuckets buckets per row before the two oldest merge, >= 2
   * @param grace no search while the window is not wider than this
   * @param cut which boundaries are tried
   * @param resetOnDrift start from an empty window after an alarm, instead of keeping the newer
   *     part: one alarm per change instead of several
   */
  public record Config(
      double delta, int clock, int maxBuckets, int grace, Cut cut, boolean resetOnDrift) {
    public Config {
      Domain.probability("delta", delta);
      Domain.atLeast("clock", clock, 1);
      Domain.atLeast("maxBuckets", maxBuckets, 2);
      Domain.atLeast("grace", grace, 0);
    }

    /** delta .002, clock 32, 5 buckets a row, grace 10, all cuts, reset on drift. */
    public static Config standard() {
      return new Config(0.002, 32, 5, 10, Cut.ALL, true);
    }
  }

  private final Config config;
  private final int slots;
  private double[] sums;
  private double[] squares;
  private int[] filled;
  private int rows;
  private long width;
  private double sum;
  private double squareSum;
  private int sinceSearch;
  private long seen;
  private boolean resetPending;

  public Adwin(Config config) {
    this.config = config;
    this.slots = config.maxBuckets() + 1;
    allocate(8);
  }

  @Override
  public Optional<Alarm> update(double x) {
    Domain.finite(x);
    if (resetPending) {
      clear();
    }
    seen++;
    insert(x);
    if (++sinceSearch < config.clock()) {
      return Optional.empty();
    }
    sinceSearch = 0;
    return width > config.grace() ? shrink() : Optional.empty();
  }

  /** Mean of the window; NaN while it is empty. */
  public double mean() {
    return width == 0 ? Double.NaN : sum / width;
  }

  /** Number of values in the window. */
  public long width() {
    return width;
  }

  private void insert(double x) {
    if (width > 0) {
      double deviation = x - sum / width;
      squareSum += width * deviation * deviation / (width + 1);
    }
    width++;
    sum += x;
    if (rows == 0) {
      rows = 1;
    }
    int at = filled[0]++;
    sums[at] = x;
    squares[at] = 0;
    for (int row = 0; filled[row] == slots; row++) {
      mergeOldestPair(row);
    }
  }

  private void mergeOldestPair(int row) {
    if (row + 1 == filled.length) {
      grow();
    }
    if (row + 1 == rows) {
      rows++;
    }
    int base = row * slots;
    double size = 1L << row;
    double difference = (sums[base] - sums[base + 1]) / size;
    int to = (row + 1) * slots + filled[row + 1]++;
    sums[to] = sums[base] + sums[base + 1];
    squares[to] = squares[base] + squares[base + 1] + size * difference * difference / 2;
    shift(row, 2);
  }

  private void shift(int row, int by) {
    int base = row * slots;
    filled[row] -= by;
    for (int i = base; i < base + filled[row]; i++) {
      sums[i] = sums[i + by];
      squares[i] = squares[i + by];
    }
  }

  private Optional<Alarm> shrink() {
    if (!cutFound()) {
      return Optional.empty();
    }
    Alarm alarm = sidesOfStrongestCut();
    do {
      int row = rows - 1;
      long size = 1L << row;
      double bucketSum = sums[row * slots];
      double bucketSquares = squares[row * slots];
      shift(row, 1);
      while (rows > 0 && filled[rows - 1] == 0) {
        rows--;
      }
      width -= size;
      sum -= bucketSum;
      double deviation = bucketSum / size - sum / width;
      squareSum -= bucketSquares + size * deviation * deviation * width / (size + width);
    } while (cutFound());
    resetPending = config.resetOnDrift();
    return Optional.of(alarm);
  }

  /**
   * The window parted where its halves differ most against chance: this tells the levels and the
   * onset better than the oldest boundary that happens to exceed the bound.
   */
  private Alarm sidesOfStrongestCut() {
    double n0 = 0;
    double u0 = 0;
    double largest = -1;
    double bestN0 = 0;
    double bestU0 = 0;
    for (int row = rows - 1; row >= 0; row--) {
      for (int i = row * slots; i < row * slots + filled[row]; i++) {
        n0 += 1L << row;
        u0 += sums[i];
        double n1 = width - n0;
        if (n0 < config.cut().least || n1 < config.cut().least) {
          continue;
        }
        double gap = u0 / n0 - (sum - u0) / n1;
        double evidence = gap * gap * n0 * n1;
        if (evidence > largest) {
          largest = evidence;
          bestN0 = n0;
          bestU0 = u0;
        }
      }
    }
    double n1 = width - bestN0;
    return Alarm.of(seen - 1, bestU0 / bestN0, (sum - bestU0) / n1, (long) n1);
  }

  private boolean cutFound() {
    int least = config.cut().least;
    int passedOver = config.cut() == Cut.SKIP_NEWEST_OF_ROW ? 1 : 0;
    double w = width;
    double d = Math.log(2 * Math.log(w) / config.delta());
    double spread = 2 * Math.max(0, squareSum / w) * d;
    double rounding = 1e-9 * Math.abs(sum / w);
    double n0 = 0;
    double u0 = 0;
    for (int row = rows - 1; row >= 0; row--) {
      double size = 1L << row;
      int base = row * slots;
      int end = base + filled[row] - passedOver;
      for (int i = base; i < end; i++) {
        n0 += size;
        u0 += sums[i];
        double n1 = w - n0;
        if (n1 < least) {
          return false;
        }
        if (n0 < least) {
          continue;
        }
        // The bound without its second term, multiplied out: most boundaries end here, undivided.
        double u1 = sum - u0;
        double gap = u0 * n1 - u1 * n0;
        double f0 = n0 - 4;
        double f1 = n1 - 4;
        double product = n0 * n1;
        if (gap * gap * (f0 * f1) < spread * (f0 + f1) * (product * product) * (1 - 1e-9)) {
          continue;
        }
        double m = 1 / f0 + 1 / f1;
        if (Math.abs(u0 / n0 - u1 / n1) > Math.sqrt(spread * m) + 2.0 / 3 * d * m + rounding) {
          return true;
        }
      }
    }
    return false;
  }

  private void allocate(int capacity) {
    sums = new double[capacity * slots];
    squares = new double[capacity * slots];
    filled = new int[capacity];
  }

  private void grow() {
    int capacity = filled.length * 2;
    sums = Arrays.copyOf(sums, capacity * slots);
    squares = Arrays.copyOf(squares, capacity * slots);
    filled = Arrays.copyOf(filled, capacity);
  }

  private void clear() {
    Arrays.fill(filled, 0);
    rows = 0;
    width = 0;
    sum = 0;
    squareSum = 0;
    sinceSearch = 0;
    resetPending = false;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeDouble(config.delta());
    out.writeInt(config.clock());
    out.writeInt(config.maxBuckets());
    out.writeInt(config.grace());
    DetectorFormat.writeConstant(out, config.cut());
    out.writeBoolean(config.resetOnDrift());
    out.writeLong(seen);
    out.writeInt(sinceSearch);
    out.writeBoolean(resetPending);
    out.writeLong(width);
    out.writeDouble(sum);
    out.writeDouble(squareSum);
    out.writeByte(rows);
    for (int row = 0; row < rows; row++) {
      out.writeInt(filled[row]);
      for (int i = row * slots; i < row * slots + filled[row]; i++) {
        out.writeDouble(sums[i]);
        out.writeDouble(squares[i]);
      }
    }
  }

  static Adwin read(DataInput in) throws IOException {
    Config config =
        new Config(
            in.readDouble(),
            in.readInt(),
            in.readInt(),
            in.readInt(),
            DetectorFormat.constant(Cut.values(), in.readByte()),
            in.readBoolean());
    Adwin adwin = new Adwin(config);
    adwin.seen = in.readLong();
    adwin.sinceSearch = in.readInt();
    adwin.resetPending = in.readBoolean();
    adwin.width = in.readLong();
    adwin.sum = in.readDouble();
    adwin.squareSum = in.readDouble();
    adwin.rows = in.readUnsignedByte();
    adwin.allocate(Math.max(8, adwin.rows + 1));
    for (int row = 0; row < adwin.rows; row++) {
      int base = row * adwin.slots;
      adwin.filled[row] = in.readInt();
      for (int i = base; i < base + adwin.filled[row]; i++) {
        adwin.sums[i] = in.readDouble();
        adwin.squares[i] = in.readDouble();
      }
    }
    return adwin;
  }
}
