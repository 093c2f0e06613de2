package io.flyball.verify;

import java.util.List;

/** Processes are killed at seeded moments and replaced. */
record Kills() implements Scenario {
  @Override
  public String name() {
    return "kill";
  }

  @Override
  public Submission run(Stage stage, RunHistory story) {
    VerifyOptions options = stage.options();
    Submission running = stage.submit();
    List<Fault> strikes =
        Fault.schedule(
            options.kills(), stage.records(), VerifyOptions.CHECKPOINT_MS, options.seed());
    new FaultInjector(stage.site(), running, stage.feeder(), stage.records(), strikes, story)
        .burn();
    return running;
  }
}
