package io.flyball.verify;

import io.flyball.jobs.runtime.KafkaConfig.Guarantee;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A second job is about to start with the transactional ids of the one that runs. It must be
 * refused, because each would abort what the other has open, and the first one must not notice.
 */
record TwoWriters() implements Scenario {
  private static final double FROM = 0.2;
  private static final double TO = 0.9;
  private static final int STEPS = 70;
  private static final long STEP_MS = 200;

  @Override
  public String name() {
    return "two-writers";
  }

  @Override
  public Submission run(Stage stage, RunHistory story) {
    Submission running = stage.submit();
    stage.feedTo(FROM);
    stage.site().awaitOpenTransaction();
    CompletableFuture<Optional<String>> told = CompletableFuture.supplyAsync(running::twinRefused);
    for (int step = 0; step < STEPS && !told.isDone(); step++) {
      stage.feedTo(FROM + (TO - FROM) * step / STEPS);
      running.awaitMoment(System.currentTimeMillis() + STEP_MS);
    }
    boolean transactions = stage.options().guarantee() == Guarantee.EXACTLY_ONCE;
    story.law(
        "refusals of a second job with the same transactional ids",
        transactions ? 1 : 0,
        told.join().isPresent() ? 1 : 0);
    stage.feedTo(1);
    running.awaitCheckpointAfter(System.currentTimeMillis());
    story.law("restarts", 0, running.checkpoints().restoredAt() == 0 ? 0 : 1);
    story.checkpoint(running.checkpoints().completed());
    return running;
  }
}
