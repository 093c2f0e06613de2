package io.flyball.jobs.deployment;

import io.flyball.jobs.bandit.BanditSteering;
import io.flyball.jobs.bias.BiasSteering;
import io.flyball.jobs.dataloop.DataloopSteering;
import io.flyball.jobs.feedback.FeedbackSteering;
import io.flyball.jobs.gate.GateSteering;
import io.flyball.jobs.loop.LoopSteering;
import io.flyball.jobs.modes.ModesSteering;
import io.flyball.jobs.reward.RewardSteering;
import io.flyball.jobs.runtime.JobSteering;
import java.util.List;
import java.util.Optional;

/**
 * The jobs that control updates steer, under one configuration.
 *
 * @param all in the order of their names
 */
public record SteeredJobs(List<JobSteering> all) {
  public SteeredJobs {
    all = List.copyOf(all);
  }

  /** The jobs of a deployment. */
  public static SteeredJobs of(FlyballConfig config) {
    return new SteeredJobs(
        List.of(
            BanditSteering.of(config.bandit()),
            BiasSteering.of(config.bias()),
            DataloopSteering.of(config.dataloop()),
            FeedbackSteering.of(config.feedback()),
            GateSteering.of(),
            LoopSteering.of(config.loop()),
            ModesSteering.of(config.modes()),
            RewardSteering.of(config.reward())));
  }

  /** The job that reads updates of a target; nothing when none does. */
  public Optional<JobSteering> of(String target) {
    return all.stream().filter(job -> job.reads(target)).findFirst();
  }

  /** The targets there are, for people. */
  public String targets() {
    StringBuilder text = new StringBuilder();
    for (JobSteering job : all) {
      text.append(text.isEmpty() ? "" : ", ").append(job.job());
      text.append(job.divided() ? ", " + job.job() + "/NAME" : "");
    }
    return text.toString();
  }
}
