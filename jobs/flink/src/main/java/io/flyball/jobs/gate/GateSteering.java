package io.flyball.jobs.gate;

import io.flyball.jobs.runtime.JobSteering;
import io.flyball.jobs.runtime.JobSteering.Scope;
import io.flyball.jobs.runtime.SteerableKey;
import java.util.List;

/** What may be steered of the gate job. */
public final class GateSteering {
  private GateSteering() {}

  /** Of any configuration. */
  public static JobSteering of() {
    return new JobSteering(
        GateTopology.JOB,
        Scope.JOB,
        List.of(
            SteerableKey.of(
                "rules",
                "text",
                "a rules file, YAML or JSON",
                "Costs, critics and rules of a new version; empty for the configuration's."),
            SteerableKey.of(
                "from",
                "text",
                "a time such as 2026-01-01T00:00:00Z",
                "Time of the first proposal that they judge; empty for that of the update."),
            SteerableKey.of(
                "shadow",
                "boolean",
                "true or false",
                "Whether they are only compared with what is in force.")),
        GateRulesUpdate::fault);
  }
}
