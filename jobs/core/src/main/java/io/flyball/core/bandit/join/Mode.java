package io.flyball.core.bandit.join;

/** What a policy does with a request. */
public enum Mode {
  /** Decides and learns. */
  ONLINE,
  /** Serves the baseline, learns from it, and says what it would have shown. */
  SHADOW,
  /** Serves the baseline and keeps the log; learns nothing. */
  LOGGING_ONLY,
  /** Decides, learns nothing. */
  FROZEN;

  public boolean learns() {
    return this == ONLINE || this == SHADOW;
  }

  public boolean decides() {
    return this == ONLINE || this == FROZEN;
  }
}
