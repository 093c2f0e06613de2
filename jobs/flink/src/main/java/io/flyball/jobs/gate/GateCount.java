package io.flyball.jobs.gate;

/**
 * What the gate job counts. The names are public: they are metrics. Nothing is lost: READ = TAKEN +
 * DEAD_LETTERS, TAKEN = PROPOSALS + CRITIQUES + OUTCOMES + EVENTS + REPEATED + WAITING, and
 * PROPOSALS = VERDICTS + PENDING.
 */
public enum GateCount {
  /** Records read, and answers of a called critic. */
  READ,
  /** Those that the job takes. */
  TAKEN,
  /** Those that were refused. */
  DEAD_LETTERS,
  /** Actions that were proposed. */
  PROPOSALS,
  /** First answers of a critic to an action. */
  CRITIQUES,
  /** First outcomes of an action. */
  OUTCOMES,
  /** Events of episodes. */
  EVENTS,
  /** Proposals, critiques, outcomes and events that had come before. */
  REPEATED,
  /** Of those, proposals and critiques that differ from the first. */
  CONFLICTS,
  /** Records that wait for event time. */
  WAITING,
  /** Verdicts that were given. */
  VERDICTS,
  /** Actions without a verdict. */
  PENDING,
  /** Critiques that came after the verdict. */
  LATE,
  /** Critiques of actions that nobody proposed, once they are forgotten. */
  ORPHANED,
  /** Answers of critics that were judged by an outcome. */
  JUDGED,
  /** Values and rules that failed on a proposal. */
  RULE_FAULTS,
  /** Failures of episodes that were localised. */
  FAILURES,
  /** Answers to what a session does next. */
  MOVES,
  /** Answers of a called critic. */
  ANSWERED,
  /** Proposals that a called critic did not answer. */
  ABSTAINED,
  /** What came too late for a pattern of alerts. */
  LATE_FOR_PATTERNS
}
