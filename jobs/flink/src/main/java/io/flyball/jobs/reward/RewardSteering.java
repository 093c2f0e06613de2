package io.flyball.jobs.reward;

import io.flyball.jobs.runtime.JobSteering;
import io.flyball.jobs.runtime.JobSteering.Scope;
import io.flyball.jobs.runtime.SteerableKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What may be steered of the reward job, and of one policy of it. */
public final class RewardSteering {
  /** What an update names a key of the configuration. */
  private static final Map<String, String> NAMES =
      Map.of(
          "weights", "weights",
          "shadow", "shadow",
          "potentials", "potentials",
          "bonus", "bonus",
          "group.weights", "group-weights");

  private RewardSteering() {}

  /** Of a configuration. */
  public static JobSteering of(RewardConfig config) {
    List<SteerableKey> all = new ArrayList<>(SteerableKey.of(config, NAMES::get));
    all.add(
        SteerableKey.once(
            "release", "boolean", "true or false", "Applies an update that the guard holds."));
    return new JobSteering(RewardTopology.JOB, Scope.DIVIDED, all, config.control()::fault);
  }
}
