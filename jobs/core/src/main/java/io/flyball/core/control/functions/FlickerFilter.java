package io.flyball.core.control.functions;

/** What an anti-flicker filter does with its band. The names are those of Prophesee's software. */
public enum FlickerFilter {
  BAND_STOP,
  BAND_PASS
}
