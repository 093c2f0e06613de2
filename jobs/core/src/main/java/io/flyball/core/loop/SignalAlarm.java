package io.flyball.core.loop;

import io.flyball.core.drift.Alarm;

/**
 * A change that a detector found in a signal.
 *
 * @param since event time from which the detector thinks it holds, epoch ms
 * @param holdoutBefore level in the random holdout before that time; NaN without 30 events
 * @param holdoutAfter level in the random holdout since; NaN without 30 events
 * @param holdoutError standard error of their difference
 */
public record SignalAlarm(
    LoopSignal signal,
    Alarm alarm,
    long since,
    double holdoutBefore,
    double holdoutAfter,
    double holdoutError) {
  private static final double STANDARD_ERRORS = 3;

  /** The change that the random holdout does not explain; NaN without a holdout. */
  public double byTheLoop() {
    return Amplification.of(alarm.before(), alarm.after(), holdoutBefore, holdoutAfter).byTheLoop();
  }

  /**
   * Whether the holdout shows that the loop made more of the change than the world did: the excess
   * points in the direction of the change and is three standard errors of the holdout at least.
   */
  public boolean amplified() {
    double excess = byTheLoop() * Math.signum(alarm.after() - alarm.before());
    return excess > STANDARD_ERRORS * holdoutError;
  }
}
