package io.flyball.verify;

import io.flyball.tools.UserError;
import java.util.List;
import java.util.Optional;

/**
 * The job is stopped with a savepoint between the parts of its load, and goes on each time with
 * another parallelism.
 */
record Rescaling() implements Scenario {
  private static final List<Integer> PARALLELISM = List.of(1, 2, 3, 1);

  @Override
  public String name() {
    return "rescale";
  }

  /** Enough of each of the two TaskManagers for the greatest parallelism. */
  @Override
  public int slots() {
    return 2;
  }

  @Override
  public Submission run(Stage stage, RunHistory story) {
    Optional<String> savepoint = Optional.empty();
    for (int i = 0; i < PARALLELISM.size(); i++) {
      Submission running =
          stage.submit(List.of("flink.parallelism=" + PARALLELISM.get(i)), savepoint);
      stage.feedTo((i + 1.0) / PARALLELISM.size());
      if (i == PARALLELISM.size() - 1) {
        story.checkpoint(running.checkpoints().completed());
        story.law("times stopped with a savepoint", PARALLELISM.size() - 1, i);
        return running;
      }
      savepoint = Optional.of(running.stop(false));
    }
    throw new UserError("nothing was run");
  }
}
