package io.flyball.client;

/** Where a decision came from. */
public enum Source {
  /** Drawn from the policy's propensities. */
  SNAPSHOT,
  /** The policy does not decide (SHADOW or LOGGING_ONLY): the baseline was shown. */
  BASELINE,
  /** The request named the arm. */
  FORCED,
  /** No snapshot of the policy was known. */
  FALLBACK_NONE,
  /** The newest snapshot of the policy was too old. */
  FALLBACK_STALE;

  /** Whether the policy could not be asked. */
  public boolean fallback() {
    return this == FALLBACK_NONE || this == FALLBACK_STALE;
  }
}
