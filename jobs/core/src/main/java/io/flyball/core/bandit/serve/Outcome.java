package io.flyball.core.bandit.serve;

import io.flyball.core.bandit.join.OpenDecision;
import java.util.Arrays;

/**
 * How a decision ended.
 *
 * @param id the decision's
 * @param time when it was resolved or corrected, event time, epoch ms
 * @param policy the policy that decided
 * @param decision what was decided and what came
 * @param status whether a reward came
 * @param reward the aggregated reward or the default, one value per objective; null when censored
 * @param versionAtLearning changes of the policy's state before the reward was settled
 */
@SuppressWarnings("ArrayRecordComponent") // on the per-event path; never compared
public record Outcome(
    String id,
    long time,
    String policy,
    OpenDecision decision,
    Status status,
    double[] reward,
    long versionAtLearning) {

  /** Whether a reward came. */
  public enum Status {
    /** In time. */
    REWARDED,
    /** No; the default stands for it. */
    DEFAULTED,
    /** No, and there is no default, or it was never activated, or the policy refused it. */
    CENSORED
  }

  /** With what the arrays hold. */
  @Override
  public String toString() {
    return id
        + " at "
        + time
        + ": "
        + status
        + " "
        + Arrays.toString(reward)
        + " for "
        + decision.taken().arm()
        + " "
        + decision.taken().propensity()
        + ", rewards "
        + decision.rewards().length
        + ", duplicates "
        + decision.duplicates()
        + ", revision "
        + decision.revision()
        + ", versions "
        + decision.version()
        + " and "
        + versionAtLearning;
  }
}
