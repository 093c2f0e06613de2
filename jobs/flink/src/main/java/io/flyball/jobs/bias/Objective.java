package io.flyball.jobs.bias;

/** What a controller aims at. The names are public: configurations name them. */
public enum Objective {
  /** The event rate lies inside its band. */
  RATE,
  /**
   * Experimental: places are recognised with the largest margin. The band of rates moves, and the
   * mode follows it.
   */
  MARGIN
}
