package io.flyball.core.gate.rules;

/** An expression that is refused, or that failed on a record: one sentence says why. */
public final class RuleFault extends Exception {
  private static final long serialVersionUID = 1;

  public RuleFault(String message) {
    super(message);
  }
}
