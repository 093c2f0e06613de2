package io.flyball.jobs.loop;

import java.io.Serializable;

/**
 * Event time cut into panes of equal length.
 *
 * @param length ms
 * @param offset where panes begin, ms after the epoch
 */
record Panes(long length, long offset) implements Serializable {

  /** The number of the pane that a time lies in. */
  long of(long time) {
    return Math.floorDiv(time - offset, length);
  }

  /** The first millisecond of a pane. */
  long start(long pane) {
    return pane * length + offset;
  }

  /** The last millisecond of a pane. */
  long last(long pane) {
    return start(pane + 1) - 1;
  }

  /** Panes that a span of time reaches over, rounded up. */
  long count(long span) {
    return (span + length - 1) / length;
  }
}
