package io.flyball.jobs.gate;

/**
 * What a session does next.
 *
 * @param number of the answer in its episode, from 1
 * @param move a constant of StageController.Move
 * @param primitive that ended or threw
 */
public record NextRow(
    String session,
    String episode,
    long time,
    long number,
    String move,
    int subgoal,
    boolean looping,
    double chainSuccess,
    double chainSuccessWithRetry,
    int bottleneck,
    double checkRate,
    String primitive) {

  String id() {
    return episode + "/" + time + "/" + number;
  }
}
