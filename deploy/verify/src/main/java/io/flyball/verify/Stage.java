package io.flyball.verify;

import java.util.List;
import java.util.Optional;

/**
 * Where a scenario is played.
 *
 * @param records to be fed in all
 */
record Stage(Site site, JobFaultTest job, VerifyOptions options, Feeder feeder, long records) {

  /**
   * Starts the job under its one name and returns once it completes checkpoints.
   *
   * @param savepoint where it goes on from, if anywhere
   */
  Submission submit(List<String> settings, Optional<String> savepoint) {
    Submission running =
        Submission.of(job, site.address(), Verification.UNDER_FIRE, settings, options, savepoint);
    running.awaitCheckpointAfter(0);
    return running;
  }

  Submission submit() {
    return submit(List.of(), Optional.empty());
  }

  /** Feeds up to a share of all, in [0, 1]. */
  void feedTo(double share) {
    feeder.feedUntil((long) (records * share));
    feeder.flush();
  }
}
