package io.flyball.core.gate;

import java.util.Map;
import java.util.TreeMap;

/**
 * An action that asks to run.
 *
 * @param action identifies it, not blank
 * @param session on whose behalf; the values of rules are kept per session
 * @param task what the action is for: a blocked action is followed by another for the same task
 * @param attempt counts the proposals for the task, from 1
 * @param risk name of a {@link RiskClass}
 * @param time epoch ms
 * @param fields what rules may read: doubles, longs, booleans and strings by name
 */
public record Proposal(
    String action,
    String session,
    String task,
    int attempt,
    String risk,
    long time,
    Map<String, Object> fields) {
  public Proposal {
    if (action.isBlank()) {
      throw new IllegalArgumentException("an action needs an id");
    }
    if (attempt < 1) {
      throw new IllegalArgumentException("attempt counts from 1, was " + attempt);
    }
    fields = new TreeMap<>(fields);
  }
}
