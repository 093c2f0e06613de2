package io.flyball.jobs.gate;

import java.util.List;

/**
 * A verdict under one version of the rules.
 *
 * @param kind a constant of Verdict.Kind
 * @param reason a constant of Verdict.Reason
 * @param probability null where it was not computed
 * @param threshold null for a risk class without costs
 * @param proposed time of the proposal, epoch ms
 * @param alone whether no other version could be in force at that time
 */
public record VerdictRow(
    String action,
    long time,
    String session,
    String task,
    int attempt,
    String risk,
    String kind,
    String reason,
    Double probability,
    Double threshold,
    List<Weight> critics,
    String rule,
    String suggestion,
    long rulesVersion,
    long proposed,
    boolean alone) {

  /** One critic in it. */
  public record Weight(String critic, double stated, double calibrated, double weight) {}
}
