package io.flyball.core.camera;

import java.util.function.Consumer;

/**
 * Windows as the published fast-and-slow controller cuts them: the first begins with the first
 * event; the event that comes a window length or more after the start is counted, closes the window
 * and begins the next. The rate is taken over the nominal length whatever really passed.
 *
 * <p>Source: Nair, Milford, Fischer, "Enhancing Visual Place Recognition via Fast and Slow Adaptive
 * Biasing in Event Cameras", IROS 2024, and its released controller. Silence never closes a window;
 * windows drift by the overshoot.
 */
public final class ReferenceWindows implements RateWindows {
  private final long length;
  private boolean started;
  private long start;
  private long on;
  private long off;
  private boolean undercounted;

  public ReferenceWindows(long lengthUs) {
    this(lengthUs, OpenWindow.NONE);
  }

  /** Goes on from a window kept earlier. */
  public ReferenceWindows(long lengthUs, OpenWindow open) {
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
      start = timeUs;
    }
    on += polarity;
    off += 1 - polarity;
    if (timeUs - start >= length) {
      closed.accept(new RateWindow(start, timeUs, length, on, off, undercounted));
      start = timeUs;
      on = 0;
      off = 0;
      undercounted = false;
    }
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
    // The published controller acts on events only.
  }

  @Override
  public OpenWindow open() {
    return new OpenWindow(started, start, on, off, undercounted);
  }
}
