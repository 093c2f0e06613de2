package io.flyball.core.gate;

import java.util.List;

/**
 * Where an episode went wrong.
 *
 * @param subgoal the first that failed: the root cause
 * @param cause what shows it
 * @param noticedAt the subgoal at which the first sign in time came up
 * @param evidence a line for each failed checkpoint, by subgoal
 * @param repair counts the failures of the episode, from 1
 * @param abort whether the repairs are used up
 * @param time epoch ms, when it was concluded
 */
public record FailureReport(
    String episode,
    int subgoal,
    Cause cause,
    int noticedAt,
    List<String> evidence,
    int repair,
    boolean abort,
    long time) {
  public FailureReport {
    evidence = List.copyOf(evidence);
  }
}
