package io.flyball.jobs.runtime;

import io.flyball.core.record.ControlUpdate;
import java.util.List;

/**
 * What of a job may be steered while it runs, for whoever publishes control updates: the job's own
 * check before the record is written. It needs no engine.
 */
public interface JobSteering {
  /** The job's name, which is its target. */
  String job();

  /** Whether one policy or camera may be steered by itself, as {@code JOB/NAME}. */
  boolean divided();

  /**
   * Whether what an update of {@code JOB/NAME} does not name falls back to the update of {@code
   * JOB}; otherwise it falls back to the configuration.
   */
  boolean layered();

  /** Every parameter that an update may name. */
  List<SteerableKey> keys();

  /** Why the job would not apply an update; null where it would. */
  String fault(ControlUpdate update);

  /** Whether an update of this target is read by the job. */
  default boolean reads(String target) {
    return target.equals(job())
        || (divided() && target.startsWith(job() + "/") && target.length() > job().length() + 1);
  }

  /** Whether a parameter is done once, so that nothing takes it back. */
  default boolean isOnce(String parameter) {
    return keys().stream().anyMatch(key -> key.once() && key.matches(parameter));
  }
}
