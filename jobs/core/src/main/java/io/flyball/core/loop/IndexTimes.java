package io.flyball.core.loop;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Remembers about when the values of a signal came, so that a detector's "so many values ago"
 * becomes a time. At most {@value #MOST} times are kept, at equal distances that double when they
 * are full.
 */
final class IndexTimes {
  private static final int MOST = 512;

  private final long[] times = new long[MOST];
  private long stride = 1;
  private long seen;
  private int size;

  void add(long time) {
    if (seen++ % stride != 0) {
      return;
    }
    if (size == MOST) {
      for (int i = 0; i < MOST / 2; i++) {
        times[i] = times[2 * i];
      }
      size = MOST / 2;
      stride *= 2;
      if ((seen - 1) % stride != 0) {
        return;
      }
    }
    times[size++] = time;
  }

  /** Index of the newest value, from 0. */
  long newest() {
    return seen - 1;
  }

  /** The time of the newest value kept whose index is not above this one. */
  long of(long index) {
    return times[(int) Math.max(0, Math.min(size - 1, index / stride))];
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(stride);
    out.writeLong(seen);
    out.writeInt(size);
    for (int i = 0; i < size; i++) {
      out.writeLong(times[i]);
    }
  }

  static IndexTimes read(DataInput in) throws IOException {
    IndexTimes times = new IndexTimes();
    times.stride = in.readLong();
    times.seen = in.readLong();
    times.size = in.readInt();
    for (int i = 0; i < times.size; i++) {
      times.times[i] = in.readLong();
    }
    return times;
  }
}
