package io.flyball.jobs.bias;

import io.flyball.core.record.ControlUpdate;
import io.flyball.jobs.runtime.JobSteering;
import io.flyball.jobs.runtime.SteerableKey;
import java.util.List;

/** What may be steered of the bias job, and of one camera of it: keys of {@code bias.control}. */
public final class BiasSteering implements JobSteering {
  private final BiasRules rules;
  private final List<SteerableKey> keys;

  public BiasSteering(BiasConfig config) {
    rules = new BiasRules(config);
    keys = SteerableKey.of(config.control(), path -> path);
  }

  @Override
  public String job() {
    return BiasTopology.JOB;
  }

  @Override
  public boolean divided() {
    return true;
  }

  @Override
  public boolean layered() {
    return true;
  }

  @Override
  public List<SteerableKey> keys() {
    return keys;
  }

  @Override
  public String fault(ControlUpdate update) {
    return rules.fault(update);
  }
}
