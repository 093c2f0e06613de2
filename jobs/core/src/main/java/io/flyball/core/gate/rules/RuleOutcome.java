package io.flyball.core.gate.rules;

import java.util.List;
import java.util.Map;

/**
 * What a set of rules makes of one action.
 *
 * @param rule the rule that decided, empty when none did
 * @param executes whether that rule lets the action run
 * @param suggestion of a rule that blocks, or empty
 * @param values of the controllers, by name
 * @param faults what failed on this action, a sentence each
 */
public record RuleOutcome(
    String rule,
    boolean executes,
    String suggestion,
    Map<String, Double> values,
    List<String> faults) {

  /** Nothing decided. */
  public static RuleOutcome none() {
    return new RuleOutcome("", false, "", Map.of(), List.of());
  }

  /** Whether a rule decided. */
  public boolean decided() {
    return !rule.isEmpty();
  }
}
