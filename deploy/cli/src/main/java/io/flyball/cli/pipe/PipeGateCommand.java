package io.flyball.cli.pipe;

import io.flyball.cli.setup.ConfigCommand;
import io.flyball.local.pipe.GatePipe;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pipe gate}. */
@Command(
    name = "gate",
    description = {
      "Follow gate: proposals and critiques in; verdicts, failures, next steps, alerts and dead"
          + " letters out.",
      "",
      "Each line is a JSON object with a type: GateProposal, GateCritique, GateOutcome, GateEvent"
          + " or ControlUpdate. Records are taken in the order of their times. The end of the"
          + " input ends event time: every deadline passes, and the command exits 0."
          + " docs/reference/gate-job.md explains what comes out."
    },
    footer = {
      "",
      "Example:",
      "  printf '%%s\\n' \\",
      "    '{\"type\":\"GateProposal\",\"actionId\":\"a1\",\"time\":1700000000000,\"risk\":\"reversible\"}'"
          + " \\",
      "    | ./flyball pipe gate"
    })
public final class PipeGateCommand implements Callable<Integer> {
  @Mixin private ConfigCommand.Options options;

  @Override
  public Integer call() {
    return PipeRun.run(
        options,
        List.of(),
        config -> config.gate().records().maxRecordBytes(),
        (pipe, config) -> GatePipe.build(pipe, config.gate()));
  }
}
