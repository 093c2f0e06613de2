package io.flyball.core.bandit.ope;

import io.flyball.core.bandit.LoggedDecision;

/**
 * A row of a log as evaluation reads it.
 *
 * @param id of the decision; empty where the log has none
 * @param decision what was decided and what it earned
 * @param logged probability of each eligible arm when it was decided; empty where only that of the
 *     arm shown is known
 * @param candidate probability of each eligible arm under a candidate that the log carries; empty
 *     where it carries none
 */
@SuppressWarnings("ArrayRecordComponent") // on the per-row path; never compared
public record LogRow(String id, LoggedDecision decision, double[] logged, double[] candidate) {
  private static final double[] NONE = {};

  /** A decision of which no more is known. */
  public static LogRow of(LoggedDecision decision) {
    return new LogRow("", decision, NONE, NONE);
  }
}
