package io.flyball.jobs.modes;

import io.flyball.jobs.runtime.JobSteering;
import io.flyball.jobs.runtime.JobSteering.Scope;
import io.flyball.jobs.runtime.SteerableKey;

/** What may be steered of the modes job. */
public final class ModesSteering {
  private ModesSteering() {}

  /** Of a configuration. */
  public static JobSteering of(ModesConfig config) {
    return new JobSteering(
        ModesTopology.JOB,
        Scope.JOB,
        SteerableKey.of(config, path -> ModesRules.KEYS.contains(path) ? path : null),
        update -> ModesRules.fault(update, config.hmm()));
  }
}
