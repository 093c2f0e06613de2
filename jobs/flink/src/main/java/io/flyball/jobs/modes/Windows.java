package io.flyball.jobs.modes;

import java.io.Serializable;
import java.time.Duration;

/**
 * Event time cut into windows of equal length that begin at the epoch; a window is named by its
 * end, which lies outside of it.
 *
 * @param length ms
 */
record Windows(long length) implements Serializable {
  static Windows of(Duration length) {
    return new Windows(length.toMillis());
  }

  /** The window that a time lies in. */
  long end(long time) {
    return (Math.floorDiv(time, length) + 1) * length;
  }

  /** Windows from one to a later one. */
  long between(long earlier, long later) {
    return (later - earlier) / length;
  }
}
