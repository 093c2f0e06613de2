package io.flyball.core.bandit.serve;

import java.util.Arrays;

/**
 * What a policy remembers beside its arms and decisions.
 *
 * @param algorithm the algorithm whose statistics these are
 * @param context length of the contexts
 * @param features length of the arms' features
 * @param arms number of arms in the first request, for algorithms that need it
 * @param shared statistics shared by all arms, changed in place
 * @param counts by {@link Count}, changed in place
 */
@SuppressWarnings({
  "ArrayRecordComponent", // the arrays are the mutable state itself
  "EnumOrdinal" // counts are packed in the order of their names, which is part of the state
})
public record PolicyHead(
    String algorithm, int context, int features, int arms, double[] shared, long[] counts) {

  /** Places in {@link #counts}; new ones are added at the end. */
  public enum Count {
    /** Number of the next new arm. */
    NEXT_ARM,
    /** Changes of the statistics. */
    VERSION,
    /** Resets. */
    EPOCH,
    PENDING,
    /** Newest event, epoch ms. */
    LAST_SEEN,
    /** Whether somebody wakes the policy to see if it is forgotten. */
    WATCHED,
    /** Version of the newest control of the job that was followed. */
    JOB_CONTROL,
    /** Version of the newest control of the policy that was followed. */
    POLICY_CONTROL,
    /** Version of the newest snapshot. */
    SNAPSHOT,
    /** Version of the statistics when publication was last considered. */
    CONSIDERED,
    /** 1 while publication is held. */
    HELD,
    /** Outcomes since evaluations were told. */
    EVALUATED,
    /** Decisions of a shard since it told what it has learned. */
    UNSHARED,
    /** Version of the newest control of the job that reset the policy. */
    JOB_RESET,
    /** Version of the newest control of the policy that reset it. */
    POLICY_RESET,
    /** Arms that were removed or evicted since the last reset. */
    FORGOTTEN,
    /** Requests whose arms were noted as offered. */
    OFFERS,
    /** Newest time of a snapshot, epoch ms. */
    PUBLISHED,
    /** Of no use any more; its place is part of the state. */
    REPEAT
  }

  static PolicyHead fresh(String algorithm, int context, int features, int arms, double[] shared) {
    return new PolicyHead(
        algorithm, context, features, arms, shared, new long[Count.values().length]);
  }

  /** The counts of an older version are fewer. */
  public PolicyHead {
    if (counts.length < Count.values().length) {
      counts = Arrays.copyOf(counts, Count.values().length);
    }
  }

  public long get(Count count) {
    return counts[count.ordinal()];
  }

  void set(Count count, long value) {
    counts[count.ordinal()] = value;
  }

  void add(Count count, long delta) {
    counts[count.ordinal()] += delta;
  }

  /** Number of arms that are known now. */
  long known() {
    return get(Count.NEXT_ARM) - get(Count.FORGOTTEN);
  }

  PolicyHead following(String next) {
    return new PolicyHead(next, context, features, arms, shared, counts);
  }
}
