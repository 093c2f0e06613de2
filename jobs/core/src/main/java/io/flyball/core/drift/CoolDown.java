package io.flyball.core.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

/**
 * Passes on a detector's alarms, but none that is too slight and none too soon after the last one
 * passed on: live traffic drifts all the time. What is held back is counted. The detector within
 * runs on unchanged.
 */
public final class CoolDown implements Detector {
  private final Detector detector;
  private final long values;
  private final double minSeverity;
  private long lastPassed = -1;
  private long heldBack;

  /**
   * @param values how many values after a passed alarm no other is passed, >= 0
   * @param minSeverity least |after - before| of a passed alarm, >= 0
   */
  public CoolDown(Detector detector, long values, double minSeverity) {
    Domain.atLeast("cooldown", values, 0);
    Domain.nonNegative("severity", minSeverity);
    this.detector = detector;
    this.values = values;
    this.minSeverity = minSeverity;
  }

  @Override
  public Optional<Alarm> update(double x) {
    Optional<Alarm> alarm = detector.update(x);
    if (alarm.isEmpty()) {
      return alarm;
    }
    long index = alarm.get().index();
    boolean tooSoon = lastPassed >= 0 && index - lastPassed <= values;
    if (tooSoon || alarm.get().severity() < minSeverity) {
      heldBack++;
      return Optional.empty();
    }
    lastPassed = index;
    return alarm;
  }

  /** Number of alarms not passed on. */
  public long heldBack() {
    return heldBack;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeLong(values);
    out.writeDouble(minSeverity);
    out.writeLong(lastPassed);
    out.writeLong(heldBack);
    DetectorFormat.write(detector, out);
  }

  static CoolDown read(DataInput in) throws IOException {
    long values = in.readLong();
    double minSeverity = in.readDouble();
    long lastPassed = in.readLong();
    long heldBack = in.readLong();
    CoolDown coolDown = new CoolDown(DetectorFormat.read(in), values, minSeverity);
    coolDown.lastPassed = lastPassed;
    coolDown.heldBack = heldBack;
    return coolDown;
  }
}
