package io.flyball.core.control.functions;

import io.flyball.core.camera.Geometry;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Where on the sensor the events are: counts by square blocks, at most {@value #ACROSS} across.
 *
 * <p>A region to leave out is grown from the block with the most events: the row or column of
 * blocks that adds the most events a block is taken in as long as it is half as dense as what is
 * there. A region to keep is cut from the whole: the outer row or column with the fewest events is
 * left out as long as {@value #KEPT} of all events stay; one block around it is added. Cost: O(1)
 * an event, O(blocks) a window.
 */
final class RegionMeter {
  /** A larger share of the sensor is never left out. */
  static final double MOST_IGNORED = 0.25;

  /** A region to keep that is larger is not worth it. */
  static final double MOST_KEPT = 0.5;

  private static final int ACROSS = 40;
  private static final double KEPT = 0.99;

  private final Geometry geometry;
  private final int block;
  private final int columns;
  private final int rows;
  private final long[] counts;
  private long total;

  RegionMeter(Geometry geometry) {
    this.geometry = geometry;
    block = Math.max(1, (Math.max(geometry.width(), geometry.height()) + ACROSS - 1) / ACROSS);
    columns = (geometry.width() + block - 1) / block;
    rows = (geometry.height() + block - 1) / block;
    counts = new long[columns * rows];
  }

  Geometry geometry() {
    return geometry;
  }

  void add(int x, int y) {
    if (x < geometry.width() && y < geometry.height()) {
      counts[y / block * columns + x / block]++;
      total++;
    }
  }

  /**
   * A region with at least this share of the events in at most {@link #MOST_IGNORED} of the sensor.
   */
  Optional<PixelWindow> busy(double share) {
    if (total == 0) {
      return Optional.empty();
    }
    int hottest = 0;
    for (int k = 1; k < counts.length; k++) {
      hottest = counts[k] > counts[hottest] ? k : hottest;
    }
    Blocks found = new Blocks(hottest % columns, hottest / columns, 1, 1);
    for (Blocks next = grown(found); next != null; next = grown(found)) {
      found = next;
    }
    return sum(found) >= share * total && found.pixels() <= MOST_IGNORED * geometry.pixels()
        ? Optional.of(found.window())
        : Optional.empty();
  }

  private Blocks grown(Blocks b) {
    Blocks best = null;
    double most = sum(b) / (double) b.size() / 2;
    for (int side = 0; side < 4; side++) {
      Blocks next = b.moved(side, 1);
      if (next.inside() && next.pixels() <= MOST_IGNORED * geometry.pixels()) {
        double density = (sum(next) - sum(b)) / (double) (next.size() - b.size());
        if (density >= most) {
          most = density;
          best = next;
        }
      }
    }
    return best;
  }

  /** The region that holds nearly all events; empty when it is no smaller part of the sensor. */
  Optional<PixelWindow> kept() {
    if (total == 0) {
      return Optional.empty();
    }
    Blocks found = new Blocks(0, 0, columns, rows);
    for (Blocks next = shrunk(found); next != null; next = shrunk(found)) {
      found = next;
    }
    for (int side = 0; side < 4; side++) {
      Blocks wider = found.moved(side, 1);
      found = wider.inside() ? wider : found;
    }
    return found.pixels() <= MOST_KEPT * geometry.pixels()
        ? Optional.of(found.window())
        : Optional.empty();
  }

  private Blocks shrunk(Blocks b) {
    Blocks best = null;
    long most = (long) Math.ceil(KEPT * total) - 1;
    for (int side = 0; side < 4; side++) {
      Blocks next = b.moved(side, -1);
      if (next.w > 0 && next.h > 0 && sum(next) > most) {
        most = sum(next);
        best = next;
      }
    }
    return best;
  }

  private long sum(Blocks b) {
    long sum = 0;
    for (int row = b.y; row < b.y + b.h; row++) {
      for (int column = b.x; column < b.x + b.w; column++) {
        sum += counts[row * columns + column];
      }
    }
    return sum;
  }

  /** A rectangle of blocks. */
  private final class Blocks {
    private final int x;
    private final int y;
    private final int w;
    private final int h;

    Blocks(int x, int y, int w, int h) {
      this.x = x;
      this.y = y;
      this.w = w;
      this.h = h;
    }

    Blocks moved(int side, int by) {
      return switch (side) {
        case 0 -> new Blocks(x - by, y, w + by, h);
        case 1 -> new Blocks(x, y - by, w, h + by);
        case 2 -> new Blocks(x, y, w + by, h);
        default -> new Blocks(x, y, w, h + by);
      };
    }

    boolean inside() {
      return x >= 0 && y >= 0 && x + w <= columns && y + h <= rows;
    }

    int size() {
      return w * h;
    }

    PixelWindow window() {
      int left = x * block;
      int top = y * block;
      return new PixelWindow(
          left,
          top,
          Math.min(geometry.width(), (x + w) * block) - left,
          Math.min(geometry.height(), (y + h) * block) - top);
    }

    long pixels() {
      PixelWindow window = window();
      return (long) window.width() * window.height();
    }
  }

  void clear() {
    Arrays.fill(counts, 0);
    total = 0;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(geometry.width());
    out.writeInt(geometry.height());
    out.writeLong(total);
    for (long count : counts) {
      out.writeLong(count);
    }
  }

  static RegionMeter read(DataInput in) throws IOException {
    RegionMeter m = new RegionMeter(new Geometry(in.readInt(), in.readInt()));
    m.total = in.readLong();
    for (int i = 0; i < m.counts.length; i++) {
      m.counts[i] = in.readLong();
    }
    return m;
  }
}
