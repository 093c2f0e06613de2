package io.flyball.jobs.gate;

import io.flyball.core.gate.FailureReport;
import java.util.List;

/**
 * Where an episode went wrong.
 *
 * @param cause a constant of Cause
 */
public record FailureRow(
    String episode,
    long time,
    int subgoal,
    String cause,
    int noticedAt,
    List<String> evidence,
    int repair,
    boolean abort) {

  static FailureRow of(FailureReport report) {
    return new FailureRow(
        report.episode(),
        report.time(),
        report.subgoal(),
        report.cause().name(),
        report.noticedAt(),
        report.evidence(),
        report.repair(),
        report.abort());
  }

  String id() {
    return episode + "/" + repair;
  }
}
