package io.flyball.core.bandit;

/**
 * A decision that still waits for its reward: all that learning needs, so that the model may have
 * moved on in the meantime.
 *
 * @param arm id of the arm shown
 * @param context the context it was shown for
 * @param features the features it was shown with
 * @param propensity probability with which it was chosen, in (0, 1]
 * @param note what the policy wants to remember until the reward (a prediction, a round)
 */
@SuppressWarnings("ArrayRecordComponent") // on the per-event path; never compared
public record AssignedArm(
    String arm, double[] context, double[] features, double propensity, double[] note) {
  /** No values. */
  public static final double[] NONE = {};
}
