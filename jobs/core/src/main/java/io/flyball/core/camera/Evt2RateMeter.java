package io.flyball.core.camera;

import java.util.function.Consumer;

/**
 * Counts EVT 2.0 words by window. Inside a window only types are added up; the six low bits of time
 * are read only in the 64 µs in which the window may close.
 */
public final class Evt2RateMeter extends WordMeter {
  private final TimeHigh28 high = new TimeHigh28();
  private long base;

  public Evt2RateMeter(RateWindows windows) {
    super(4, windows);
  }

  @Override
  void words(byte[] bytes, int from, int to, Consumer<RateWindow> closed) {
    int i = from;
    while (i < to) {
      if (high.known() && base >= windows.startUs() && base + 63 < windows.boundaryUs()) {
        i = inside(bytes, i, to);
      } else {
        i = exact(bytes, i, to, closed);
      }
      if (i < to) {
        base = high.next((int) U32_LE.get(bytes, i));
        i += 4;
      }
    }
  }

  /** Counts up to the next change of TIME_HIGH that may matter, and returns its index. */
  private int inside(byte[] bytes, int from, int to) {
    long on = 0;
    long both = 0;
    int i = from;
    for (; i < to; i += 4) {
      int type = (int) U32_LE.get(bytes, i) >>> 28;
      if (type == 8) {
        break;
      }
      int isEvent = (type - 2) >>> 31;
      both += isEvent;
      on += isEvent & type;
    }
    windows.bulk(on, both - on);
    return i;
  }

  private int exact(byte[] bytes, int from, int to, Consumer<RateWindow> closed) {
    int i = from;
    for (; i < to; i += 4) {
      int w = (int) U32_LE.get(bytes, i);
      int type = w >>> 28;
      if (type == 8) {
        break;
      }
      if (type <= 1 && high.known()) {
        windows.event(base + (w >>> 22 & 63), type, closed);
      }
    }
    return i;
  }
}
