package io.flyball.verify;

import java.util.List;
import java.util.Optional;

/**
 * Today's job reads the first part of a load and is stopped; then it goes on from the savepoint
 * that a release left behind at that place, instead of its own.
 */
record Upgrade() implements Scenario {
  @Override
  public String name() {
    return "upgrade";
  }

  @Override
  public boolean suits(JobFaultTest job) {
    return Golden.exists(job);
  }

  /** The load is that of the release. */
  @Override
  public VerifyOptions options(VerifyOptions wanted) {
    return new VerifyOptions(
        Golden.RECORDS,
        wanted.kills(),
        Golden.SEED,
        wanted.backend(),
        wanted.guarantee(),
        wanted.scenario());
  }

  @Override
  public Submission run(Stage stage, RunHistory story) {
    Golden.keepTimes(stage.site().address().bootstrap(), stage.job());
    Submission first = stage.submit();
    stage.feedTo((double) Golden.BEFORE / Golden.RECORDS);
    first.awaitAllRead();
    first.stop(false);
    String golden = Golden.unpack(stage.job(), stage.site().folder());
    Submission heir = stage.submit(List.of(), Optional.of(golden));
    stage.feedTo(1);
    story.checkpoint(heir.checkpoints().completed());
    return heir;
  }
}
