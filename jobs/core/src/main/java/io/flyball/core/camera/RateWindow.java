package io.flyball.core.camera;

/**
 * The events of one measuring window.
 *
 * @param startUs device time of its start
 * @param endUs device time of its end, exclusive on a fixed grid
 * @param nominalUs the length the rate is taken over, µs
 * @param on ON events
 * @param off OFF events
 * @param undercounted whether events are known to be missing: the true rate is at least this one
 */
public record RateWindow(
    long startUs, long endUs, long nominalUs, long on, long off, boolean undercounted) {

  public long events() {
    return on + off;
  }

  /** Events per second over the nominal length. */
  public double rate() {
    return events() * 1e6 / nominalUs;
  }
}
