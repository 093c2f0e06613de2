package io.flyball.core.gate;

/**
 * Stops calls to a service that fails (M. Nygard, Release It!, "Circuit Breaker"): after {@code
 * failures} failed calls in a row no call is made for {@code pauseMs}; then one is tried, and its
 * outcome closes the circuit or opens it for another pause. Time is given, in ms of any monotonic
 * clock. O(1). One thread at a time.
 */
public final class CircuitBreaker {
  private final int failures;
  private final long pauseMs;
  private int failed;
  private long openUntil;
  private boolean told;

  /**
   * @param failures in a row that open the circuit, >= 1
   * @param pauseMs >= 1
   */
  public CircuitBreaker(int failures, long pauseMs) {
    if (failures < 1 || pauseMs < 1) {
      throw new IllegalArgumentException(
          "failures and pause must be at least 1, were " + failures + " and " + pauseMs + " ms");
    }
    this.failures = failures;
    this.pauseMs = pauseMs;
  }

  /** Whether a call may be made now. After a pause the call that is allowed is the only one. */
  public boolean allows(long now) {
    if (failed < failures) {
      return true;
    }
    if (now < openUntil) {
      return false;
    }
    openUntil = now + pauseMs;
    return true;
  }

  /** A call was answered. */
  public void succeeded() {
    failed = 0;
    told = false;
  }

  /** A call failed. */
  public void failed(long now) {
    failed = Math.min(failures, failed + 1);
    if (failed == failures) {
      openUntil = now + pauseMs;
    }
  }

  /** True once after the circuit has opened, until a call succeeds. */
  public boolean tellOpen() {
    boolean first = failed == failures && !told;
    told |= first;
    return first;
  }
}
