package io.flyball.core.control;

import java.util.List;

/**
 * Decides after each rate window what to write to a camera. One instance serves one camera; it
 * holds no clock and no randomness, so equal windows give equal writes.
 */
public interface BiasController {

  /**
   * Takes one window.
   *
   * @param rate events per second; NaN or negative is refused
   * @param on ON events of the window
   * @param off OFF events of the window
   * @param endUs device time of its end, µs
   * @param undercount whether events are known to be missing from it
   * @return what to write, in order; empty when nothing
   */
  List<BiasWrite> onWindow(double rate, long on, long off, long endUs, boolean undercount);

  /** Everything to keep; hand it to {@link ControlMode#controller} to go on. */
  ControllerState state();

  /** The rate that leaves the camera when this controller drops events instead of avoiding them. */
  default double admitted(double rate) {
    return rate;
  }

  /** All codes, to be sent when the camera may have forgotten them; empty when it never writes. */
  default List<BiasWrite> resend() {
    return List.of();
  }

  /** Refuses a rate that is no number. */
  static void check(double rate) {
    if (!(rate >= 0) || Double.isInfinite(rate)) {
      throw new IllegalArgumentException(
          "A rate is a finite number from 0 on; found " + rate + ".");
    }
  }
}
