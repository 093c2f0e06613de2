package io.flyball.jobs.reward;

import io.flyball.core.record.ControlUpdate;
import io.flyball.core.reward.RewardControl;
import io.flyball.jobs.runtime.JobSteering;
import io.flyball.jobs.runtime.SteerableKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What may be steered of the reward job, and of one policy of it. */
public final class RewardSteering implements JobSteering {
  /** What an update names a key of the configuration. */
  private static final Map<String, String> NAMES =
      Map.of(
          "weights", "weights",
          "shadow", "shadow",
          "potentials", "potentials",
          "bonus", "bonus",
          "group.weights", "group-weights");

  private final RewardControl control;
  private final List<SteerableKey> keys;

  public RewardSteering(RewardConfig config) {
    control = config.control();
    List<SteerableKey> all = new ArrayList<>(SteerableKey.of(config, NAMES::get));
    all.add(
        SteerableKey.once(
            "release", "boolean", "true or false", "Applies an update that the guard holds."));
    keys = List.copyOf(all);
  }

  @Override
  public String job() {
    return RewardTopology.JOB;
  }

  @Override
  public boolean divided() {
    return true;
  }

  @Override
  public boolean layered() {
    return false;
  }

  @Override
  public List<SteerableKey> keys() {
    return keys;
  }

  @Override
  public String fault(ControlUpdate update) {
    return control.fault(update);
  }
}
