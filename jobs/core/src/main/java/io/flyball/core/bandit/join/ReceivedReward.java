package io.flyball.core.bandit.join;

/**
 * A reward that was joined to its decision.
 *
 * @param id hash of the id of the first reward of its source
 * @param latest hash of the id of the correction that holds now; the same as {@code id} without one
 * @param time when it was earned, epoch ms
 * @param revision 0, then one more for each correction
 * @param values one per objective
 */
@SuppressWarnings("ArrayRecordComponent") // on the per-event path; never compared
public record ReceivedReward(long id, long latest, long time, int revision, double[] values) {

  boolean named(long hash) {
    return id == hash || latest == hash;
  }
}
