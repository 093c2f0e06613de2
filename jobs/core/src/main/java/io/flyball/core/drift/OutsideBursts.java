package io.flyball.core.drift;

import io.flyball.core.modes.TransientTracker;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

/**
 * Shows a detector only what lies outside of bursts: a burst is not drift. A burst is found by a
 * {@link TransientTracker}, upwards by one of the values and downwards by one of their negatives.
 * What goes on for longer than a burst may last is no burst: the detector then sees it, and the
 * trackers take it for the new level. The values before a burst is noticed, four for a shift by two
 * standard deviations, reach the detector.
 *
 * <p>Cost: O(1) a value. A lasting change is found {@code most} values later than without.
 */
public final class OutsideBursts implements Detector {
  private final Detector detector;
  private final long most;
  private TransientTracker up = fresh();
  private TransientTracker down = fresh();
  private long seen;
  private long inside;
  private long left;

  /**
   * A detector that has seen nothing, behind trackers that have seen nothing.
   *
   * @param most values that a burst may last, > 0
   */
  public OutsideBursts(Detector detector, long most) {
    Domain.atLeast("burst", most, 1);
    this.detector = detector;
    this.most = most;
  }

  private static TransientTracker fresh() {
    return new TransientTracker(TransientTracker.Config.standard());
  }

  @Override
  public Optional<Alarm> update(double x) {
    boolean burst = inside > 0;
    Optional<Alarm> alarm = burst ? Optional.empty() : detector.update(x);
    up.update(x, seen);
    down.update(-x, seen);
    seen++;
    if (burst) {
      left++;
    }
    inside = up.inside() || down.inside() ? inside + 1 : 0;
    if (inside > most) {
      up = fresh();
      down = fresh();
      inside = 0;
    }
    return alarm.map(
        a -> new Alarm(a.index() + left, a.direction(), a.before(), a.after(), a.width()));
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeLong(most);
    out.writeLong(seen);
    out.writeLong(inside);
    out.writeLong(left);
    up.write(out);
    down.write(out);
    DetectorFormat.write(detector, out);
  }

  static OutsideBursts read(DataInput in) throws IOException {
    long most = in.readLong();
    long seen = in.readLong();
    long inside = in.readLong();
    long left = in.readLong();
    TransientTracker up = TransientTracker.read(in);
    TransientTracker down = TransientTracker.read(in);
    OutsideBursts read = new OutsideBursts(DetectorFormat.read(in), most);
    read.seen = seen;
    read.inside = inside;
    read.left = left;
    read.up = up;
    read.down = down;
    return read;
  }
}
