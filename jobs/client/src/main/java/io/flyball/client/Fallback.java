package io.flyball.client;

/** What is shown while there is no snapshot of a policy, or only a stale one. */
public enum Fallback {
  /**
   * Every eligible arm with the same probability 1/n, drawn by the decision id. Logged as a
   * decision of known propensities, so the policy learns from it and can be evaluated on it.
   */
  UNIFORM,
  /** The request's baseline arm, else its first eligible arm; kept out of evaluation. */
  BASELINE,
  /** The first eligible arm, whatever the baseline; kept out of evaluation. */
  FIRST,
  /** Nothing: {@link Flyball#decide} throws a {@link NoPolicyException}. */
  THROW
}
