package io.flyball.core.drift;

/** Which direction of change a two-sample bound test watches. */
public enum Sides {
  /** Increases only. */
  UP,
  /** Increases and decreases, both reported. */
  BOTH,
  /**
   * Increases are reported; a decrease restarts the detector without a word. This is what a widely
   * used library does by default; kept so that its figures can be reproduced.
   */
  UP_RESTART_ON_DOWN
}
