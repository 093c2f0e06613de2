package io.flyball.core.reward;

/**
 * What a reward job counts. The laws that hold at the end of any input, however it was interrupted:
 *
 * <pre>
 *   READ     = ROWS + MEMBERS + DEAD_LETTERS
 *   ROWS     = FIRST + CORRECTED + UNCHANGED + FORGOTTEN + WAITING + HINDSIGHT_ROWS
 *              + UNVALUED + UNTARGETED + SIMULATED + UNANSWERED
 *   MEMBERS  = MEMBERS_JUDGED + TEACHERS_LEFT_OUT + MEMBERS_ALONE + MEMBERS_PENDING
 *              + MEMBERS_REPEATED + MEMBERS_REFUSED
 *   rewards  = FIRST + CORRECTED + RESHAPED + MEMBERS_JUDGED
 *   letters  = DEAD_LETTERS + MEMBERS_REFUSED
 * </pre>
 */
public enum RewardCount {
  /** Records taken from the data topics. */
  READ,
  /** Records that were refused as they came. */
  DEAD_LETTERS,
  /** Rows of attributed feedback. */
  ROWS,
  /** Rows that made the first reward of a decision. */
  FIRST,
  /** Rows that made a correction. */
  CORRECTED,
  /** Rows that are older than what is known, or say the same. */
  UNCHANGED,
  /** Rows that wait for event time to reach them. */
  WAITING,
  /** Rows that compare what was said at once and in hindsight: each signal has its own row. */
  HINDSIGHT_ROWS,
  /** Signals of kinds without a value. */
  UNVALUED,
  /** Signals without an exposure or a decision. */
  UNTARGETED,
  /** Signals of simulated users. */
  SIMULATED,
  /** Unanswered exposures that are not rewarded, by configuration. */
  UNANSWERED,
  /** Corrections that were made because a session went on. */
  RESHAPED,
  /** Changes of weights or shaping that the guard let through, by policy. */
  CHANGES_ACCEPTED,
  /** Changes that it held. */
  CHANGES_HELD,
  /** Changes that an operator released. */
  CHANGES_RELEASED,
  /** Steps of weights that follow their benefit. */
  WEIGHTS_MOVED,
  /** Those of them that were shortened to the budget. */
  WEIGHTS_LIMITED,
  /** Rewards whose plain and standardised sums have opposite signs. */
  OPPOSED,
  /** Members of groups. */
  MEMBERS,
  /** Members whose group was judged. */
  MEMBERS_JUDGED,
  /** Members that came twice. */
  MEMBERS_REPEATED,
  /** Members that were late, in conflict, or of another size: dead letters. */
  MEMBERS_REFUSED,
  /** Members of groups that closed with too few to compare. */
  MEMBERS_ALONE,
  /** Members that wait for their group. */
  MEMBERS_PENDING,
  /** Teacher's members of groups that did well enough alone. */
  TEACHERS_LEFT_OUT,
  /** Groups judged. */
  GROUPS,
  /** Times that a request told what was tried for it. */
  MEMORIES,
  /**
   * Rows of a partition that had been idle, for rewards that may have been made and forgotten
   * since.
   */
  FORGOTTEN
}
