package io.flyball.core.bandit.serve;

import io.flyball.core.bandit.join.Mode;
import io.flyball.core.bandit.serve.SlateRequest.Placed;
import io.flyball.core.record.Refusal;
import java.util.Arrays;

/**
 * One decision and the probabilities behind it.
 *
 * @param id the request's
 * @param time the request's
 * @param policy the policy that decided
 * @param arm what to show
 * @param propensity probability with which it was chosen, in (0, 1]
 * @param arms every eligible arm
 * @param propensities their probabilities, of sum 1
 * @param policyVersion changes of the policy's state before this decision
 * @param algorithm the algorithm and its parameters
 * @param mode what the policy did
 * @param forced the request dictated the arm
 * @param shadowArm what the policy itself would have shown; null where it decided
 * @param pending decisions of this policy that wait, this one too
 * @param refusal why nothing was decided; null for a decision
 * @param slate the arms of a slate from the top, of which the first is the decision's; empty for a
 *     decision for one arm
 * @param observe whether the rewards of all arms are learned
 */
@SuppressWarnings("ArrayRecordComponent") // on the per-event path; never compared
public record Decision(
    String id,
    long time,
    String policy,
    String arm,
    double propensity,
    String[] arms,
    double[] propensities,
    long policyVersion,
    String algorithm,
    Mode mode,
    boolean forced,
    String shadowArm,
    int pending,
    Refusal refusal,
    Placed[] slate,
    boolean observe) {

  /** The answer to a request that was refused: without arms. */
  public static Decision refused(String id, long time, Refusal refusal) {
    return new Decision(
        id,
        time,
        DecisionRequest.policyOf(id),
        "",
        0,
        new String[0],
        new double[0],
        0,
        "",
        Mode.ONLINE,
        false,
        null,
        0,
        refusal,
        SlateRequest.NONE.logged(),
        false);
  }

  /** With what the arrays hold. */
  @Override
  public String toString() {
    return id
        + " "
        + arm
        + " "
        + propensity
        + " of "
        + Arrays.toString(arms)
        + " "
        + Arrays.toString(propensities)
        + " by "
        + algorithm
        + " at version "
        + policyVersion
        + ", "
        + mode
        + ", shadow "
        + shadowArm
        + ", pending "
        + pending
        + (refusal == null ? "" : ", refused: " + refusal.code())
        + (slate.length == 0 ? "" : ", slate " + Arrays.toString(slate));
  }
}
