package io.flyball.core.gate;

/**
 * What the gate did to the actions of a risk class, against what they turned out to be. Saved:
 * wrong and blocked. Blocked wrongly: right and blocked. Missed: wrong and executed.
 */
public final class GateTally {
  private long executed;
  private long blocked;
  private long timeoutOpen;
  private long timeoutClosed;
  private long saved;
  private long blockedWrongly;
  private long missed;
  private long executedRight;

  /** Takes a verdict; {@code right} is null while nobody knows. */
  public void add(Verdict.Kind kind, Boolean right) {
    switch (kind) {
      case EXECUTE -> executed++;
      case BLOCK -> blocked++;
      case TIMEOUT_OPEN -> timeoutOpen++;
      case TIMEOUT_CLOSED -> timeoutClosed++;
    }
    if (right == null) {
      return;
    }
    if (kind.executes()) {
      executedRight += right ? 1 : 0;
      missed += right ? 0 : 1;
    } else {
      blockedWrongly += right ? 1 : 0;
      saved += right ? 0 : 1;
    }
  }

  public long verdicts() {
    return executed + blocked + timeoutOpen + timeoutClosed;
  }

  public long executed() {
    return executed;
  }

  public long blocked() {
    return blocked;
  }

  public long timeoutOpen() {
    return timeoutOpen;
  }

  public long timeoutClosed() {
    return timeoutClosed;
  }

  public long saved() {
    return saved;
  }

  public long blockedWrongly() {
    return blockedWrongly;
  }

  public long missed() {
    return missed;
  }

  public long executedRight() {
    return executedRight;
  }

  /** Verdicts on actions of which nobody knows whether they were right. */
  public long unknown() {
    return verdicts() - saved - blockedWrongly - missed - executedRight;
  }

  /** missed x miss + blocked wrongly x block. */
  public double cost(RiskClass risk) {
    return missed * risk.miss() + blockedWrongly * risk.block();
  }

  /** What running everything would have cost, of the actions that are known. */
  public double costWithoutGate(RiskClass risk) {
    return (missed + saved) * risk.miss();
  }
}
