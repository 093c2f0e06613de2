package io.flyball.verify;

import io.flyball.jobs.runtime.FlinkConfig.Backend;
import io.flyball.jobs.runtime.KafkaConfig.Guarantee;
import io.flyball.verify.Fault.Target;
import java.util.Map;

/**
 * How hard a job is tried.
 *
 * @param records fed to each run
 * @param kills how often each kind of process is killed
 * @param seed of load and kills
 * @param scenario what happens, one of {@link Scenarios}
 */
public record VerifyOptions(
    long records,
    Map<Target, Integer> kills,
    long seed,
    Backend backend,
    Guarantee guarantee,
    String scenario) {
  /** Time between two checkpoints: short, so that there are many. */
  static final long CHECKPOINT_MS = 1_000;

  /** Parallelism of every job: one slot on each TaskManager, so that each one's death is felt. */
  static final int PARALLELISM = Site.TASK_MANAGERS;
}
