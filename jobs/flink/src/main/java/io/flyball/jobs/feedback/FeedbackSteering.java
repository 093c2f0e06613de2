package io.flyball.jobs.feedback;

import io.flyball.core.feedback.AttributionRules;
import io.flyball.core.record.ControlUpdate;
import io.flyball.jobs.runtime.JobSteering;
import io.flyball.jobs.runtime.SteerableKey;
import java.util.List;
import java.util.Set;

/** What may be steered of the feedback job. */
public final class FeedbackSteering implements JobSteering {
  private static final Set<String> STEERABLE = Set.of("hold", "windows");

  private final AttributionRules configured;
  private final List<SteerableKey> keys;

  public FeedbackSteering(FeedbackConfig config) {
    configured = config.rules();
    keys = SteerableKey.of(config, path -> STEERABLE.contains(path) ? path : null);
  }

  @Override
  public String job() {
    return FeedbackTopology.JOB;
  }

  @Override
  public boolean divided() {
    return false;
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
    return FeedbackControl.fault(configured, update);
  }
}
