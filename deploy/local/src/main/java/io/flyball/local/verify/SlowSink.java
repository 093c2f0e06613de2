package io.flyball.local.verify;

/**
 * The broker takes only so many bytes a second from each of the job's producers for a while, so
 * that everything in front of the sinks backs up. No checkpoint may be given up for that, and the
 * job may not restart.
 */
record SlowSink() implements Scenario {
  /** Of each producer. */
  private static final long BYTES_PER_SECOND = 20_000;

  private static final int SECONDS = 10;

  @Override
  public String name() {
    return "slow-sink";
  }

  @Override
  public Submission run(Stage stage, Story story) {
    Submission running = stage.submit();
    stage.feedTo(0.2);
    long backedUp = running.backPressuredMs();
    stage.site().limitProducers(BYTES_PER_SECOND);
    long start = System.currentTimeMillis();
    for (int second = 1; second <= SECONDS; second++) {
      stage.feedTo(0.2 + 0.6 * second / SECONDS);
      running.awaitMoment(start + second * 1_000L);
    }
    long backedUpThen = running.backPressuredMs();
    stage.site().freeProducers();
    stage.feedTo(1);
    running.awaitCheckpointAfter(System.currentTimeMillis());
    story.happened("tasks waited for the sinks", backedUpThen > backedUp);
    story.law("checkpoints given up", 0, running.checkpoints().failed());
    story.law("restarts", 0, running.checkpoints().restoredAt() == 0 ? 0 : 1);
    story.checkpoint(running.checkpoints().completed());
    return running;
  }
}
