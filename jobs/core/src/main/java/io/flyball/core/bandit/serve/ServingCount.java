package io.flyball.core.bandit.serve;

/** What is counted. {@code DECISIONS = REWARDED + DEFAULTED + CENSORED + PENDING}. */
public enum ServingCount {
  DECISIONS,
  /** Resolved with a reward that came in time. */
  REWARDED,
  /** Resolved with the default. */
  DEFAULTED,
  /** Resolved without learning. */
  CENSORED,
  /** Waiting now. */
  PENDING,
  /** Requests whose id was decided before: they got the same answer. */
  REPEATED_REQUESTS,
  /** Rewards joined to their decision. */
  REWARDS,
  /** Rewards whose id was known. */
  DUPLICATES,
  /** Rewards that came before their decision and waited. */
  EARLY,
  /** Rewards that came after their decision was resolved. */
  LATE,
  /** Late rewards and corrections that were learned all the same. */
  CORRECTED,
  /** Rewards that told of another arm or propensity than was decided, and were believed. */
  ECHO_REWRITES,
  /** Outcomes that could not be learned, for their arm or the model is gone. */
  NOT_LEARNED,
  /** Outcomes that a candidate with statistics of its own could not learn. */
  NOT_LEARNED_BY_CANDIDATE,
  /** Decisions in mode SHADOW, and logged ones. */
  SHADOWED,
  /** Those in which the policy would have shown the same arm. */
  AGREED,
  /** Snapshots published. */
  SNAPSHOTS,
  /** Snapshots not worth publishing. */
  UNCHANGED,
  /** Times that publication was held. */
  HELD,
  /** Resets, warm starts and removed arms. */
  INTERVENTIONS,
  /** Times that a shard told what it has learned. */
  SHARES,
  /** Times that a shard was told so by another. */
  SHARES_TAKEN,
  /** Decisions behind what was told that the shard had not known of: staleness, in decisions. */
  SHARED_DECISIONS,
  /** Event time, in ms, by which what was told was behind the shard, summed: staleness. */
  STALENESS_MS,
  /** Arms that were forgotten for new ones. */
  EVICTED_ARMS,
  /** Requests that were answered with a refusal. */
  REFUSED_REQUESTS,
  /** Slates, of which every position counts as a decision. */
  SLATES,
  /** Positions of slates beyond their first ones. */
  SLATE_POSITIONS,
  /** Positions that taught nothing, for a click above them. */
  UNSEEN_POSITIONS,
  /** Bytes of the statistics that shards told. */
  SHARE_BYTES,
  /** Requests with a context that neither the algorithm nor a candidate reads. */
  UNREAD_CONTEXTS
}
