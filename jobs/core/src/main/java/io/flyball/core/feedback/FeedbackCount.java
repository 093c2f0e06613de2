package io.flyball.core.feedback;

/**
 * What the feedback job counts. The names are metric names and report lines; they are never
 * renamed.
 *
 * <p>Conservation: read = accepted + duplicates + conflicts + dead letters, for exposures and
 * signals together; accepted signals = attributed + orphans + pending; accepted exposures = matched
 * + censored + pending.
 */
public enum FeedbackCount {
  READ,
  DEAD_LETTERS,
  LATE,
  UNKNOWN_FIELDS,
  DUPLICATES,
  CONFLICTS,
  ACCEPTED_EXPOSURES,
  ACCEPTED_SIGNALS,
  SIGNALS_ATTRIBUTED,
  SIGNALS_ORPHANED,
  SIGNALS_PENDING,
  EXPOSURES_MATCHED,
  EXPOSURES_CENSORED,
  EXPOSURES_PENDING,
  HINDSIGHT_MATCHED,
  HINDSIGHT_UPDATED,
  HINDSIGHT_ORPHANED,
  HINDSIGHT_CENSORED
}
