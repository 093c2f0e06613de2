package io.flyball.core.bandit.join;

import io.flyball.core.bandit.AssignedArm;

/**
 * A decision until it is forgotten: waiting for rewards, then resolved and kept a while for copies
 * and corrections. Immutable, so that an engine may share it between a state and its snapshot.
 *
 * @param taken what learning needs; without context once only copies are looked for
 * @param arms the eligible arms
 * @param propensities their probabilities, aligned
 * @param decidedAt event time, epoch ms
 * @param deadline first event time at which a reward is late
 * @param importance of the example, above 0
 * @param mode what the policy did with the request
 * @param flags {@link #FORCED} and the like
 * @param version of the model before the decision
 * @param epoch counts resets of the model: what was decided before one does not teach
 * @param rewards what came so far, in the order in which they were earned
 * @param learned what the model was told that the reward is; null when nothing
 * @param duplicates copies that were ignored
 * @param revision of the outcome
 * @param digest of the request; 0 when it is not known
 * @param armNumber number of the arm in its model, by which one that was forgotten and came back is
 *     told from this one; -1 when it is not known
 * @param candidates for off-policy evaluation: predicted reward, then for each candidate the
 *     probability of the arm and the predicted value; empty when nothing is evaluated
 * @param place where in a slate it stands; {@link Place#NONE} for a decision for one arm
 */
@SuppressWarnings("ArrayRecordComponent") // on the per-event path; never compared
public record OpenDecision(
    AssignedArm taken,
    String[] arms,
    double[] propensities,
    long decidedAt,
    long deadline,
    double importance,
    Mode mode,
    int flags,
    long version,
    long epoch,
    ReceivedReward[] rewards,
    double[] learned,
    int duplicates,
    int revision,
    long digest,
    int armNumber,
    double[] candidates,
    Place place) {

  /** The arm was dictated by the request. */
  public static final int FORCED = 1;

  /** Counts only once it was activated. */
  public static final int DEFERRED = 2;

  public static final int ACTIVATED = 4;

  /** Its outcome was told. */
  public static final int RESOLVED = 8;

  /** The model took note of it. */
  public static final int TEACHES = 16;

  /** Its context and features are hashed names, which mean nothing elsewhere. */
  public static final int NAMED = 32;

  /** By its click model nobody looked at its position. */
  public static final int UNSEEN = 64;

  /** Its policy learns from the rewards of all arms, and from no other. */
  public static final int OBSERVES = 128;

  /** The rewards of all its arms are learned. */
  public static final int WANTED = 256;

  public boolean is(int flag) {
    return (flags & flag) != 0;
  }

  /** Whether a reward counts: shown for certain, or activated, and looked at. */
  public boolean active() {
    return (!is(DEFERRED) || is(ACTIVATED)) && !is(UNSEEN);
  }

  public OpenDecision with(int flag) {
    return copy(
        taken,
        armNumber,
        propensities,
        importance,
        flags | flag,
        rewards,
        learned,
        duplicates,
        revision);
  }

  public OpenDecision withRewards(ReceivedReward[] next) {
    return copy(
        taken, armNumber, propensities, importance, flags, next, learned, duplicates, revision);
  }

  public OpenDecision withImportance(double next) {
    return copy(
        taken, armNumber, propensities, next, flags, rewards, learned, duplicates, revision);
  }

  public OpenDecision withLearned(double[] next) {
    return copy(
        taken, armNumber, propensities, importance, flags, rewards, next, duplicates, revision);
  }

  public OpenDecision withDuplicate() {
    return copy(
        taken,
        armNumber,
        propensities,
        importance,
        flags,
        rewards,
        learned,
        duplicates + 1,
        revision);
  }

  public OpenDecision withRevision() {
    return copy(
        taken,
        armNumber,
        propensities,
        importance,
        flags,
        rewards,
        learned,
        duplicates,
        revision + 1);
  }

  /** What was really shown, where the sender of the reward knew better; nothing is learned yet. */
  public OpenDecision shown(
      AssignedArm next, int number, double[] nextPropensities, boolean teaches) {
    int kept = teaches ? flags | TEACHES : flags & ~TEACHES;
    return copy(
        next, number, nextPropensities, importance, kept, rewards, null, duplicates, revision);
  }

  /** The little that copies and late rewards are told from. */
  public OpenDecision compact() {
    AssignedArm small =
        new AssignedArm(
            taken.arm(), AssignedArm.NONE, AssignedArm.NONE, taken.propensity(), AssignedArm.NONE);
    return new OpenDecision(
        small,
        new String[0],
        AssignedArm.NONE,
        decidedAt,
        deadline,
        importance,
        mode,
        flags & ~TEACHES,
        version,
        epoch,
        rewards,
        learned,
        duplicates,
        revision,
        digest,
        armNumber,
        AssignedArm.NONE,
        place);
  }

  private OpenDecision copy(
      AssignedArm nextTaken,
      int nextNumber,
      double[] nextPropensities,
      double nextImportance,
      int nextFlags,
      ReceivedReward[] nextRewards,
      double[] nextLearned,
      int nextDuplicates,
      int nextRevision) {
    return new OpenDecision(
        nextTaken,
        arms,
        nextPropensities,
        decidedAt,
        deadline,
        nextImportance,
        mode,
        nextFlags,
        version,
        epoch,
        nextRewards,
        nextLearned,
        nextDuplicates,
        nextRevision,
        digest,
        nextNumber,
        candidates,
        place);
  }
}
