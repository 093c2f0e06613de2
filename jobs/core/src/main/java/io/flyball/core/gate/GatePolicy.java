package io.flyball.core.gate;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How proposals are decided.
 *
 * @param risks risk classes by name
 * @param critics k: how many critics decide before the deadline, >= 1
 * @param deadlineMs ms from the proposal to the latest verdict, >= 1
 * @param reproposals how many further proposals a task has after a block, >= 0
 * @param silenced critics that are not heard
 */
public record GatePolicy(
    Map<String, RiskClass> risks,
    int critics,
    long deadlineMs,
    int reproposals,
    Set<String> silenced) {
  public GatePolicy {
    if (risks.isEmpty()) {
      throw new IllegalArgumentException("a gate needs a risk class with costs");
    }
    if (critics < 1 || deadlineMs < 1 || reproposals < 0) {
      throw new IllegalArgumentException(
          "critics and deadline must be at least 1, re-proposals at least 0, were "
              + critics
              + ", "
              + deadlineMs
              + " ms and "
              + reproposals);
    }
    risks = new TreeMap<>(risks);
    silenced = new TreeSet<>(silenced);
  }

  /** Risk classes under their names. */
  public static Map<String, RiskClass> byName(Collection<RiskClass> classes) {
    Map<String, RiskClass> map = new TreeMap<>();
    for (RiskClass risk : classes) {
      if (map.put(risk.name(), risk) != null) {
        throw new IllegalArgumentException("risk class " + risk.name() + " is given twice");
      }
    }
    return map;
  }
}
