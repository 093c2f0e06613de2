package io.flyball.core.control.functions;

import io.flyball.core.camera.Geometry;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Which share of the events trail behind another: one of the same pixel and polarity within the
 * burst time. One pixel in 64 is looked at, each eighth column of each eighth row, so that a sensor
 * of 1280x720 takes 115 kB. Cost: O(1) an event.
 */
final class TrailMeter {
  private static final int EACH = 8;
  private static final long NEVER = Long.MIN_VALUE;

  private final Geometry geometry;
  private final int columns;

  /** Time of the last event, twice, and its polarity in the lowest bit. */
  private final long[] last;

  private long events;
  private long trailing;

  TrailMeter(Geometry geometry) {
    this.geometry = geometry;
    columns = (geometry.width() + EACH - 1) / EACH;
    last = new long[columns * ((geometry.height() + EACH - 1) / EACH)];
    Arrays.fill(last, NEVER);
  }

  Geometry geometry() {
    return geometry;
  }

  void add(long t, int x, int y, int polarity, long burstUs) {
    if (x % EACH != 0 || y % EACH != 0 || x >= geometry.width() || y >= geometry.height()) {
      return;
    }
    int k = y / EACH * columns + x / EACH;
    long before = last[k];
    events++;
    if (before != NEVER && (before & 1) == polarity) {
      long since = t - (before >> 1);
      trailing += since >= 0 && since <= burstUs ? 1 : 0;
    }
    last[k] = t << 1 | polarity;
  }

  /** Events looked at since the last call of {@link #clear}. */
  long events() {
    return events;
  }

  /** Share of them that trail; 0 without any. */
  double share() {
    return events == 0 ? 0 : trailing / (double) events;
  }

  /** Counts anew; the last events of the pixels stay. */
  void clear() {
    events = 0;
    trailing = 0;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(geometry.width());
    out.writeInt(geometry.height());
    out.writeLong(events);
    out.writeLong(trailing);
    for (long t : last) {
      out.writeLong(t);
    }
  }

  static TrailMeter read(DataInput in) throws IOException {
    TrailMeter m = new TrailMeter(new Geometry(in.readInt(), in.readInt()));
    m.events = in.readLong();
    m.trailing = in.readLong();
    for (int i = 0; i < m.last.length; i++) {
      m.last[i] = in.readLong();
    }
    return m;
  }
}
