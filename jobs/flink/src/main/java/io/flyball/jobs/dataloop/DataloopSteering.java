package io.flyball.jobs.dataloop;

import io.flyball.jobs.runtime.JobSteering;
import io.flyball.jobs.runtime.JobSteering.Scope;
import io.flyball.jobs.runtime.SteerableKey;

/** What may be steered of the dataloop job. */
public final class DataloopSteering {
  private DataloopSteering() {}

  /** Of a configuration. */
  public static JobSteering of(DataloopConfig config) {
    return new JobSteering(
        DataloopTopology.JOB,
        Scope.JOB,
        SteerableKey.of(config, path -> DataloopControl.KEYS.contains(path) ? path : null),
        update -> DataloopControl.fault(config, update));
  }
}
