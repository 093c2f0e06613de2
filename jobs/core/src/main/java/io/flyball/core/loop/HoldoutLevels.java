package io.flyball.core.loop;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The latest events of the random holdout, each a time and whether its item was in the head, so
 * that the holdout's level before and after any recent moment can be told. The latest {@value
 * #MOST} are kept.
 */
final class HoldoutLevels {
  private static final int MOST = 4_096;
  private static final int LEAST = 30;

  private final long[] times = new long[MOST];
  private final boolean[] hits = new boolean[MOST];
  private long seen;

  void add(long time, boolean hit) {
    int slot = (int) (seen++ % MOST);
    times[slot] = time;
    hits[slot] = hit;
  }

  /** Level before, level since and the standard error of their difference; NaN without 30 each. */
  double[] around(long moment) {
    long[] n = new long[2];
    long[] inHead = new long[2];
    for (int i = 0; i < Math.min(seen, MOST); i++) {
      int side = times[i] < moment ? 0 : 1;
      n[side]++;
      inHead[side] += hits[i] ? 1 : 0;
    }
    if (n[0] < LEAST || n[1] < LEAST) {
      return new double[] {Double.NaN, Double.NaN, Double.NaN};
    }
    double before = (double) inHead[0] / n[0];
    double after = (double) inHead[1] / n[1];
    // One hit and one miss more keep a level of 0 or 1 from having no error.
    double error = Math.sqrt(variance(inHead[0], n[0]) + variance(inHead[1], n[1]));
    return new double[] {before, after, error};
  }

  private static double variance(long hits, long n) {
    double p = (hits + 1.0) / (n + 2.0);
    return p * (1 - p) / n;
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(seen);
    for (int i = 0; i < Math.min(seen, MOST); i++) {
      out.writeLong(times[i]);
      out.writeBoolean(hits[i]);
    }
  }

  static HoldoutLevels read(DataInput in) throws IOException {
    HoldoutLevels levels = new HoldoutLevels();
    levels.seen = in.readLong();
    for (int i = 0; i < Math.min(levels.seen, MOST); i++) {
      levels.times[i] = in.readLong();
      levels.hits[i] = in.readBoolean();
    }
    return levels;
  }
}
