package io.flyball.verify;

import io.flyball.local.DataDir;
import java.util.List;
import java.util.Optional;

/**
 * The disk of the checkpoints becomes slow for a while. Checkpoints take longer then; none may be
 * given up, and the job may not restart.
 */
record SlowDisk() implements Scenario {
  private static final double FROM = 0.2;
  private static final double TO = 0.8;
  private static final int SECONDS = 10;
  private static final long SLOW_MS = 2_000;

  @Override
  public String name() {
    return "slow-disk";
  }

  @Override
  public Submission run(Stage stage, RunHistory story) {
    Site site = stage.site();
    String folder =
        DataDir.flinkPath(site.checkpoints("")).replaceFirst("file:", SlowFileSystem.SCHEME + ":");
    Submission running = stage.submit(List.of("flink.checkpoint-dir=" + folder), Optional.empty());
    stage.feedTo(FROM);
    long given = running.checkpoints().failed();
    site.slowDisk(true);
    long start = System.currentTimeMillis();
    for (int second = 1; second <= SECONDS; second++) {
      stage.feedTo(FROM + (TO - FROM) * second / SECONDS);
      running.awaitMoment(start + second * 1_000L);
    }
    boolean waited = running.awaitCheckpointOf(SLOW_MS);
    site.slowDisk(false);
    stage.feedTo(1);
    running.awaitCheckpointAfter(System.currentTimeMillis());
    story.happened("a checkpoint had to wait for the disk", waited);
    story.law("checkpoints given up meanwhile", 0, running.checkpoints().failed() - given);
    story.law("restarts", 0, running.checkpoints().restoredAt() == 0 ? 0 : 1);
    story.checkpoint(running.checkpoints().completed());
    return running;
  }
}
