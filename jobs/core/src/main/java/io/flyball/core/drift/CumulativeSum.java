package io.flyball.core.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** One side of a cumulative sum and the place where it was lowest: there the change began. */
final class CumulativeSum {
  double sum;
  private double low;
  private long lowAt;
  private double totalAtLow;

  void add(double fading, double increment) {
    sum = fading * sum + increment;
  }

  void markLow(long n, double total) {
    if (sum <= low) {
      mark(n, total);
    }
  }

  void clipAtZero(long n, double total) {
    if (sum <= 0) {
      sum = 0;
      mark(n, total);
    }
  }

  private void mark(long n, double total) {
    low = sum;
    lowAt = n;
    totalAtLow = total;
  }

  double rise() {
    return sum - low;
  }

  /** Levels before and since the low point; {@code reference} where nothing came before it. */
  Alarm alarm(long index, long n, double total, double reference) {
    double before = lowAt == 0 ? reference : totalAtLow / lowAt;
    return Alarm.of(index, before, (total - totalAtLow) / (n - lowAt), n - lowAt);
  }

  void clear() {
    sum = 0;
    low = 0;
    lowAt = 0;
    totalAtLow = 0;
  }

  void write(DataOutput out) throws IOException {
    out.writeDouble(sum);
    out.writeDouble(low);
    out.writeLong(lowAt);
    out.writeDouble(totalAtLow);
  }

  void read(DataInput in) throws IOException {
    sum = in.readDouble();
    low = in.readDouble();
    lowAt = in.readLong();
    totalAtLow = in.readDouble();
  }
}
