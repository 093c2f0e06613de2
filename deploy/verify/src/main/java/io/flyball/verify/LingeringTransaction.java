package io.flyball.verify;

import java.util.List;
import java.util.Optional;

/**
 * Every TaskManager dies in the middle of its transactions and the job is given up; another one
 * goes on from the retained checkpoint with half the parallelism. The transactions of the dead
 * would keep every reader of committed records waiting for a quarter of an hour, unless their heirs
 * abort them, those of the vanished subtask too.
 */
record LingeringTransaction() implements Scenario {
  @Override
  public String name() {
    return "lingering-transaction";
  }

  @Override
  public Submission run(Stage stage, RunHistory story) {
    Submission first = stage.submit();
    stage.feedTo(0.5);
    first.awaitCheckpointAfter(System.currentTimeMillis());
    stage.feedTo(0.6);
    stage.site().awaitOpenTransaction();
    stage.site().killTaskManagers();
    story.happened("a transaction was left open", stage.site().openTransactions() > 0);
    String checkpoint = first.newestCheckpoint();
    story.checkpoint(first.checkpoints().completed());
    first.cancel();
    stage.site().startTaskManagers();
    Submission heir = stage.submit(List.of("flink.parallelism=1"), Optional.of(checkpoint));
    stage.feedTo(1);
    return heir;
  }
}
