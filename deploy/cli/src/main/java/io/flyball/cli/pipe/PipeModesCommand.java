package io.flyball.cli.pipe;

import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.modes.ModesConfig;
import io.flyball.local.pipe.ModesPipe;
import io.flyball.local.pipe.Pipe;
import picocli.CommandLine.Command;

/** {@code pipe modes}. */
@Command(
    name = "modes",
    description = {
      "Follow modes: observations in; modes of entities, rates of segments, diversity, alerts and"
          + " dead letters out.",
      "",
      "Each line is a JSON object with a type: ModeObservation, AttributedFeedback, Decision,"
          + " DecisionOutcome, RateWindow or ControlUpdate. An observation has one of state,"
          + " symbol, value, outcome and pair. Observations are taken in the order of their times;"
          + " one that is later than modes.out-of-orderness is a dead letter. The end of the input"
          + " ends event time: every open window closes, and the command exits 0."
          + " docs/reference/modes-job.md explains what comes out."
    },
    footer = {
      "",
      "Example:",
      "  printf '%%s\\n' \\",
      "    '{\"type\":\"ModeObservation\",\"id\":\"o1\",\"time\":1700000000000,\"entity\":\"ada\",\"state\":0}'"
          + " \\",
      "    '{\"type\":\"ModeObservation\",\"id\":\"o2\",\"time\":1700000060000,\"entity\":\"ada\",\"state\":2}'"
          + " \\",
      "    | ./flyball pipe modes"
    })
public final class PipeModesCommand extends PipeJob<ModesConfig> {
  public PipeModesCommand() {
    super(FlyballConfig::modes, config -> config.records().maxRecordBytes());
  }

  @Override
  void build(Pipe pipe, ModesConfig config) {
    ModesPipe.build(pipe, config);
  }
}
