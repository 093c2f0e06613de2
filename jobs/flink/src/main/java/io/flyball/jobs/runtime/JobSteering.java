package io.flyball.jobs.runtime;

import io.flyball.core.record.ControlUpdate;
import java.util.List;
import java.util.function.Function;

/**
 * What of a job may be steered while it runs, for whoever publishes control updates: the job's own
 * check before the record is written. It needs no engine.
 *
 * @param job the job's name, which is its target
 * @param scope what an update may steer by itself, and what holds where it names nothing
 * @param keys every parameter that an update may name
 * @param check why the job would not apply an update; null where it would
 */
public record JobSteering(
    String job, Scope scope, List<SteerableKey> keys, Function<ControlUpdate, String> check) {

  /** What an update steers. */
  public enum Scope {
    /** The whole job alone. */
    JOB,
    /**
     * Also one policy, as {@code JOB/NAME}; what its update does not name falls back to the
     * configuration.
     */
    DIVIDED,
    /**
     * Also one policy or camera, as {@code JOB/NAME}; what its update does not name falls back to
     * the update of {@code JOB}.
     */
    LAYERED
  }

  public JobSteering {
    keys = List.copyOf(keys);
  }

  /** Whether one policy or camera may be steered by itself. */
  public boolean divided() {
    return scope != Scope.JOB;
  }

  /** Whether what one's update does not name falls back to the job's update. */
  public boolean layered() {
    return scope == Scope.LAYERED;
  }

  /** Why the job would not apply an update; null where it would. */
  public String fault(ControlUpdate update) {
    return check.apply(update);
  }

  /** Whether an update of this target is read by the job. */
  public boolean reads(String target) {
    return target.equals(job)
        || (divided() && target.startsWith(job + "/") && target.length() > job.length() + 1);
  }

  /** Whether a parameter is done once, so that nothing takes it back. */
  public boolean isOnce(String parameter) {
    return keys.stream().anyMatch(key -> key.once() && key.matches(parameter));
  }
}
