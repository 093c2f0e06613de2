package io.flyball.cli.pipe;

import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.gate.GateConfig;
import io.flyball.local.pipe.GatePipe;
import io.flyball.local.pipe.Pipe;
import picocli.CommandLine.Command;

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
public final class PipeGateCommand extends PipeJob<GateConfig> {
  public PipeGateCommand() {
    super(FlyballConfig::gate, config -> config.records().maxRecordBytes());
  }

  @Override
  void build(Pipe pipe, GateConfig config) {
    GatePipe.build(pipe, config);
  }
}
