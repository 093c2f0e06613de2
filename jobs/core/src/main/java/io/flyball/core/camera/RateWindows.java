package io.flyball.core.camera;

import java.util.function.Consumer;

/**
 * Cuts device time into measuring windows and counts the events of each.
 *
 * <p>Events between {@link #startUs()} and {@link #boundaryUs()} may be added in bulk; all others
 * one by one.
 */
public interface RateWindows {

  /** Start of the open window; {@link Long#MAX_VALUE} before the first event. */
  long startUs();

  /** First time that may close the open window; {@link Long#MIN_VALUE} before the first event. */
  long boundaryUs();

  /** Counts one event, closing windows as its time demands. */
  void event(long timeUs, int polarity, Consumer<RateWindow> closed);

  /** Counts events whose times lie in [{@link #startUs()}, {@link #boundaryUs()}). */
  void bulk(long on, long off);

  /** Says that events of the open window were lost. */
  void markUndercounted();

  /** Closes the windows that end at or before a time, without an event, where the kind allows. */
  void closeUntil(long timeUs, Consumer<RateWindow> closed);

  /** What must be kept to go on later. */
  OpenWindow open();

  /**
   * A window in progress.
   *
   * @param started whether there is one
   */
  record OpenWindow(boolean started, long startUs, long on, long off, boolean undercounted) {
    public static final OpenWindow NONE = new OpenWindow(false, 0, 0, 0, false);
  }

  /** Counts the events of a column set. About one ns an event. */
  default void add(EventColumns c, Consumer<RateWindow> closed) {
    long[] t = c.times();
    byte[] p = c.polarities();
    int n = c.size();
    int i = 0;
    while (i < n) {
      long start = startUs();
      long boundary = boundaryUs();
      int from = i;
      int on = 0;
      while (i < n && t[i] >= start && t[i] < boundary) {
        on += p[i];
        i++;
      }
      bulk(on, i - from - on);
      if (i < n) {
        event(t[i], p[i], closed);
        i++;
      }
    }
  }
}
