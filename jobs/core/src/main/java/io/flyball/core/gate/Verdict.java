package io.flyball.core.gate;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Whether an action runs, and why. There is one to an action.
 *
 * @param action id of the action
 * @param kind what happens
 * @param reason what decided
 * @param probability that the action is right, as far as it was computed
 * @param threshold of its risk class; NaN for a class without costs
 * @param weighings of the critics that were heard, by name
 * @param rule name of the rule that decided, or empty
 * @param suggestion what to do instead of a blocked action, or empty
 * @param rulesVersion version of the rules
 * @param time epoch ms
 */
public record Verdict(
    String action,
    Kind kind,
    Reason reason,
    OptionalDouble probability,
    double threshold,
    List<Weighing> weighings,
    String rule,
    String suggestion,
    long rulesVersion,
    long time) {

  /** What happens to the action. */
  public enum Kind {
    EXECUTE,
    BLOCK,
    /** Too few critics answered in time; the class fails open. */
    TIMEOUT_OPEN,
    /** Too few critics answered in time; the class fails closed. */
    TIMEOUT_CLOSED;

    /** Whether the action runs. */
    public boolean executes() {
      return this == EXECUTE || this == TIMEOUT_OPEN;
    }
  }

  /** What decided. */
  public enum Reason {
    /** The combined probability beside the threshold. */
    CRITICS,
    /** A rule. */
    RULE,
    /** The deadline. */
    DEADLINE,
    /** The task has used up its proposals. */
    EXHAUSTED,
    /** The risk class has no costs. */
    NO_COSTS,
    /** A rule failed on an action that cannot be undone. */
    RULE_FAULT
  }

  /**
   * One critic in a verdict.
   *
   * @param raw its probability
   * @param calibrated how often it is right when it answers so
   * @param weight its trust, in [0, 1]
   */
  public record Weighing(String critic, double raw, double calibrated, double weight) {}

  public Verdict {
    weighings = List.copyOf(weighings);
  }
}
