package io.flyball.jobs.bias;

import io.flyball.jobs.runtime.JobSteering;
import io.flyball.jobs.runtime.JobSteering.Scope;
import io.flyball.jobs.runtime.SteerableKey;

/** What may be steered of the bias job, and of one camera of it: keys of {@code bias.control}. */
public final class BiasSteering {
  private BiasSteering() {}

  /** Of a configuration. */
  public static JobSteering of(BiasConfig config) {
    return new JobSteering(
        BiasTopology.JOB,
        Scope.LAYERED,
        SteerableKey.of(config.control(), path -> path),
        new BiasRules(config)::fault);
  }
}
