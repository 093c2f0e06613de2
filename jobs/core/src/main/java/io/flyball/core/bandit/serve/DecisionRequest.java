package io.flyball.core.bandit.serve;

/**
 * Which of these arms for this context?
 *
 * @param id "POLICY/REST"
 * @param time event time, epoch ms
 * @param context features of the context
 * @param arms the eligible arms, at least one
 * @param features one vector for each of them; empty when arms have none
 * @param weights one per objective; empty for equal weights
 * @param forcedArm shown whatever the policy says; null for none
 * @param baselineArm shown where the policy does not decide; null for the first arm
 * @param deferred the decision counts only once it was activated
 * @param importance of the example, above 0
 * @param loggedArm shown where the decision was made, elsewhere; null for a decision to be made
 * @param loggedPropensity probability with which it was shown, in (0, 1]; null without a logged arm
 */
@SuppressWarnings("ArrayRecordComponent") // on the per-event path; never compared
public record DecisionRequest(
    String id,
    long time,
    double[] context,
    String[] arms,
    double[][] features,
    double[] weights,
    String forcedArm,
    String baselineArm,
    boolean deferred,
    double importance,
    String loggedArm,
    Double loggedPropensity) {

  /** The policy of a decision id: what stands before its last slash; empty without one. */
  public static String policyOf(String decisionId) {
    int slash = decisionId.lastIndexOf('/');
    return slash < 0 ? "" : decisionId.substring(0, slash);
  }
}
