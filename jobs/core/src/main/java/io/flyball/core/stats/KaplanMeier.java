package io.flyball.core.stats;

import java.util.Map;
import java.util.TreeMap;

/**
 * Kaplan-Meier estimate of the share of delays longer than t, when some waits ended unseen: S(t) =
 * product over observed delays d <= t of 1 - observed(d) / atRisk(d) (Kaplan, Meier, JASA 1958). A
 * wait censored at the same time as an observation was still at risk. O(log n) to add, O(n) to ask.
 */
public final class KaplanMeier {
  private final TreeMap<Double, long[]> atTime = new TreeMap<>();
  private long waits;

  /** A delay that was seen to its end. */
  public void observed(double delay) {
    counts(delay)[0]++;
  }

  /** A wait given up after that long. */
  public void censored(double waited) {
    counts(waited)[1]++;
  }

  private long[] counts(double time) {
    if (!(time >= 0)) {
      throw new IllegalArgumentException("a delay is >= 0, was " + time);
    }
    waits++;
    return atTime.computeIfAbsent(time, key -> new long[2]);
  }

  /** Share of delays longer than t; NaN without waits. */
  public double survival(double t) {
    if (waits == 0) {
      return Double.NaN;
    }
    double survival = 1;
    long atRisk = waits;
    for (Map.Entry<Double, long[]> entry : atTime.entrySet()) {
      if (entry.getKey() > t) {
        break;
      }
      long[] counts = entry.getValue();
      survival *= 1 - (double) counts[0] / atRisk;
      atRisk -= counts[0] + counts[1];
    }
    return survival;
  }
}
