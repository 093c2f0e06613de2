package io.flyball.core.loop;

/** What is watched event by event, each value in [0, 1]; the order is part of stored state. */
public enum LoopSignal {
  /** Whether what was shown is one of the items most shown of late. */
  EXPOSURE_HEAD,
  /** Whether what was shown is outside the items that had 80 % of the latest exposures. */
  EXPOSURE_TAIL,
  /** Whether what was shown is generated, where the source is known. */
  EXPOSURE_GENERATED,
  /** Whether what was taken is one of the items most taken of late. */
  FEEDBACK_HEAD,
  /** Whether what was taken is outside the items that had 80 % of the latest feedback. */
  FEEDBACK_TAIL,
  /**
   * Whether what was taken is of other categories than what its user took before: its mean is the
   * Gini-Simpson diversity, 1 - sum p^2, of users' categories.
   */
  FEEDBACK_VARIETY,
  /** Whether what was taken is generated, where the source is known. */
  FEEDBACK_GENERATED,
  /** Immediate feedback of an interaction whose outcome is known, as (1 + value) / 2. */
  IMMEDIATE,
  /** Its hindsight feedback, as (1 + value) / 2. */
  HINDSIGHT,
  /** How far the immediate feedback overstates it, as (2 + immediate - hindsight) / 4. */
  DIVERGENCE
}
