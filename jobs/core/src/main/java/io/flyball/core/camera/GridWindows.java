package io.flyball.core.camera;

import java.util.function.Consumer;

/**
 * Windows on a fixed grid of device time: [kW, (k+1)W). A gap closes its empty windows one by one,
 * so silence is measured as rate 0.
 *
 * <p>An event earlier than the open window counts in it while it is late by less than one window; a
 * larger step back is a restart of the device clock: the open window ends undercounted and the grid
 * starts again. A gap of more than {@value #MOST_EMPTY} windows is a jump of the clock: the grid
 * moves on without emitting them.
 */
public final class GridWindows implements RateWindows {
  /** Empty windows emitted for one gap, at most. */
  public static final int MOST_EMPTY = 1000;

  private final long length;
  private boolean started;
  private long start;
  private long on;
  private long off;
  private boolean undercounted;

  public GridWindows(long lengthUs) {
    this(lengthUs, OpenWindow.NONE);
  }

  /** Goes on from a window kept earlier. */
  public GridWindows(long lengthUs, OpenWindow open) {
    if (lengthUs < 1) {
      throw new IllegalArgumentException("A window lasts at least 1 µs; found " + lengthUs + ".");
    }
    length = lengthUs;
    started = open.started();
    start = open.startUs();
    on = open.on();
    off = open.off();
    undercounted = open.undercounted();
  }

  @Override
  public long startUs() {
    return started ? start : Long.MAX_VALUE;
  }

  @Override
  public long boundaryUs() {
    return started ? start + length : Long.MIN_VALUE;
  }

  @Override
  public void event(long timeUs, int polarity, Consumer<RateWindow> closed) {
    if (!started) {
      started = true;
      start = gridStart(timeUs);
    } else if (timeUs >= start + length) {
      closeUntil(timeUs, closed);
    } else if (timeUs < start - length) {
      undercounted = true;
      close(closed);
      start = gridStart(timeUs);
    }
    on += polarity;
    off += 1 - polarity;
  }

  @Override
  public void bulk(long moreOn, long moreOff) {
    on += moreOn;
    off += moreOff;
  }

  @Override
  public void markUndercounted() {
    undercounted = true;
  }

  @Override
  public void closeUntil(long timeUs, Consumer<RateWindow> closed) {
    if (!started || timeUs < start + length) {
      return;
    }
    long last = gridStart(timeUs);
    close(closed);
    start += length;
    if ((last - start) / length > MOST_EMPTY) {
      start = last;
    }
    while (start < last) {
      close(closed);
      start += length;
    }
  }

  @Override
  public OpenWindow open() {
    return new OpenWindow(started, start, on, off, undercounted);
  }

  private void close(Consumer<RateWindow> closed) {
    closed.accept(new RateWindow(start, start + length, length, on, off, undercounted));
    on = 0;
    off = 0;
    undercounted = false;
  }

  private long gridStart(long timeUs) {
    return Math.floorDiv(timeUs, length) * length;
  }
}
