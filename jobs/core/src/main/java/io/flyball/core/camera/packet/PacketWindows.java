package io.flyball.core.camera.packet;

import io.flyball.core.camera.RateWindow;
import io.flyball.core.camera.RateWindows;
import java.util.function.Consumer;

/**
 * A camera's windows as one packet's words see them: in the time of the words, and open only where
 * the packet may have events.
 *
 * <p>Bulk counting stays possible, because the packet's ends are widened to whole steps of the
 * encoding's upper time; what lies outside of that is counted apart and not taken in. An event
 * older than the open window by more than its length comes too late for any window: it is dropped
 * and the open window is undercounted, so that a late packet never looks like a restarted clock.
 */
final class PacketWindows implements RateWindows {
  private final RateWindows windows;
  private final long shift;
  private final long from;
  private final long until;
  private long outside;

  /**
   * @param shift device time minus the time of the words
   * @param step a power of two, µs: what one step of the upper part of time is worth
   */
  PacketWindows(RateWindows windows, long shift, long startUs, long endUs, long step) {
    this.windows = windows;
    this.shift = shift;
    this.from = startUs & -step;
    this.until = (endUs | (step - 1)) + 1;
  }

  /** Events that lie outside of the packet's own range. */
  long outside() {
    return outside;
  }

  @Override
  public long startUs() {
    long start = windows.startUs();
    return start == Long.MAX_VALUE ? start : Math.max(start, from) - shift;
  }

  @Override
  public long boundaryUs() {
    long boundary = windows.boundaryUs();
    return boundary == Long.MIN_VALUE ? boundary : Math.min(boundary, until) - shift;
  }

  @Override
  public void event(long timeUs, int polarity, Consumer<RateWindow> closed) {
    long time = timeUs + shift;
    if (time < from || time >= until) {
      outside++;
      return;
    }
    long start = windows.startUs();
    if (start != Long.MAX_VALUE && time < start - (windows.boundaryUs() - start)) {
      windows.markUndercounted();
      return;
    }
    windows.event(time, polarity, closed);
  }

  @Override
  public void bulk(long on, long off) {
    windows.bulk(on, off);
  }

  @Override
  public void markUndercounted() {
    windows.markUndercounted();
  }

  @Override
  public void closeUntil(long timeUs, Consumer<RateWindow> closed) {
    windows.closeUntil(timeUs + shift, closed);
  }

  @Override
  public OpenWindow open() {
    return windows.open();
  }
}
