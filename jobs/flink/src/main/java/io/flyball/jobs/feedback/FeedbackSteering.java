package io.flyball.jobs.feedback;

import io.flyball.core.feedback.AttributionRules;
import io.flyball.jobs.runtime.JobSteering;
import io.flyball.jobs.runtime.JobSteering.Scope;
import io.flyball.jobs.runtime.SteerableKey;
import java.util.Set;

/** What may be steered of the feedback job. */
public final class FeedbackSteering {
  private static final Set<String> STEERABLE = Set.of("hold", "windows");

  private FeedbackSteering() {}

  /** Of a configuration. */
  public static JobSteering of(FeedbackConfig config) {
    AttributionRules configured = config.rules();
    return new JobSteering(
        FeedbackTopology.JOB,
        Scope.JOB,
        SteerableKey.of(config, path -> STEERABLE.contains(path) ? path : null),
        update -> FeedbackControl.fault(configured, update));
  }
}
