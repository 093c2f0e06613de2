package io.flyball.core.drift;

/**
 * A change that a detector reports.
 *
 * @param index 0-based position, among all values the detector was given, of the value that raised
 *     the alarm
 * @param direction sign of {@code after - before}
 * @param before level before the change, in the unit of the signal
 * @param after level since the change, in the unit of the signal
 * @param width number of latest values that {@code after} rests on; {@code index - width + 1} is
 *     the detector's estimate of when the change began
 */
public record Alarm(long index, Direction direction, double before, double after, long width) {

  static Alarm of(long index, double before, double after, long width) {
    return new Alarm(index, Direction.of(before, after), before, after, width);
  }

  /** Size of the change, |after - before|, in the unit of the signal. */
  public double severity() {
    return Math.abs(after - before);
  }
}
