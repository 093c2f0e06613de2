package io.flyball.local.verify;

import io.flyball.local.UserError;
import java.util.List;
import java.util.Optional;

/**
 * Feeds a job that is stopped with a savepoint between the parts of its load, and goes on each time
 * with another parallelism.
 */
final class Rescaling {
  /** Enough of each of the two TaskManagers for the greatest parallelism. */
  static final int SLOTS = 2;

  private static final List<Integer> PARALLELISM = List.of(1, 2, 3, 1);

  private final JobUnderFire job;
  private final Address address;
  private final VerifyOptions options;
  private final Feeder feeder;

  Rescaling(JobUnderFire job, Address address, VerifyOptions options, Feeder feeder) {
    this.job = job;
    this.address = address;
    this.options = options;
    this.feeder = feeder;
  }

  /** Returns once everything is fed, with the job at its last parallelism. */
  Submission run() {
    Optional<String> savepoint = Optional.empty();
    for (int i = 0; i < PARALLELISM.size(); i++) {
      Submission running =
          Submission.of(
              job,
              address,
              Verification.UNDER_FIRE,
              List.of("flink.parallelism=" + PARALLELISM.get(i)),
              options,
              savepoint);
      running.awaitCheckpointAfter(0);
      feeder.feedUntil(options.records() * (i + 1) / PARALLELISM.size());
      feeder.flush();
      if (i == PARALLELISM.size() - 1) {
        return running;
      }
      savepoint = Optional.of(running.stop(false));
    }
    throw new UserError("nothing was run");
  }
}
