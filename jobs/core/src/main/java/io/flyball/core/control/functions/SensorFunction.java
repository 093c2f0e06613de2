package io.flyball.core.control.functions;

/** What a sensor can be told beside its biases. The names are public: they stand in commands. */
public enum SensorFunction {
  /** Event rate controller: the sensor drops what exceeds a rate. */
  ERC,
  /** Anti-flicker: leaves out pixels that blink in a band of frequencies, or all others. */
  ANTI_FLICKER,
  /** Event trail filter, with its variants of spatio-temporal contrast (STC). */
  TRAIL,
  /** Region of interest, or region that is left out. */
  REGION,
  /** Mask of single pixels. */
  MASK
}
