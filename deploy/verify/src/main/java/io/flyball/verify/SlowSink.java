package io.flyball.verify;

/**
 * The broker takes only so many bytes a second from each of the job's producers for a while, so
 * that checkpoints wait for the sinks to flush and all before them backs up. No checkpoint may be
 * given up for that, and the job may not restart.
 */
record SlowSink() implements Scenario {
  /** Of each producer. */
  private static final long BYTES_PER_SECOND = 5_000;

  private static final int SECONDS = 10;
  private static final double MOST_RECORDS = 5_000;
  private static final long SLOW_MS = 2_000;

  @Override
  public String name() {
    return "slow-sink";
  }

  @Override
  public Submission run(Stage stage, RunHistory story) {
    Submission running = stage.submit();
    double from = 0.2;
    double share = Math.min(0.6, MOST_RECORDS / stage.records());
    stage.feedTo(from);
    long given = running.checkpoints().failed();
    stage.site().limitProducers(BYTES_PER_SECOND);
    long start = System.currentTimeMillis();
    for (int second = 1; second <= SECONDS; second++) {
      stage.feedTo(from + share * second / SECONDS);
      running.awaitMoment(start + second * 1_000L);
    }
    boolean waited = running.awaitCheckpointOf(SLOW_MS);
    stage.site().freeProducers();
    stage.feedTo(1);
    running.awaitCheckpointAfter(System.currentTimeMillis());
    story.happened("a checkpoint had to wait for the sinks", waited);
    story.law("checkpoints given up meanwhile", 0, running.checkpoints().failed() - given);
    story.law("restarts", 0, running.checkpoints().restoredAt() == 0 ? 0 : 1);
    story.checkpoint(running.checkpoints().completed());
    return running;
  }
}
