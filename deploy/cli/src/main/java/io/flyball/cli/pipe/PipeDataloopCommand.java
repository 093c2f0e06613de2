package io.flyball.cli.pipe;

import io.flyball.jobs.dataloop.DataloopConfig;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.local.pipe.DataloopPipe;
import io.flyball.local.pipe.Pipe;
import picocli.CommandLine.Command;

/** {@code pipe dataloop}. */
@Command(
    name = "dataloop",
    description = {
      "Close the data loop: probes, votes, search steps and transitions in; samples, rates, states"
          + " of searches, plans of tasks, alerts and dead letters out.",
      "",
      "Each line is a JSON object with a type: DataProbe, DataVote, SearchStep or TaskTransition."
          + " Records are taken in the order of their times; one that is later than"
          + " dataloop.out-of-orderness is a dead letter. The end of the input ends event time:"
          + " samples that wait for votes are decided, and the command exits 0."
          + " docs/reference/dataloop-job.md explains what comes out."
    },
    footer = {
      "",
      "Example:",
      "  printf '%%s\\n' \\",
      "    '{\"type\":\"DataProbe\",\"id\":\"p1\",\"time\":1700000000000,\"sample\":\"s1\",\"label\":[\"a()\"],\"answer\":[\"b()\"]}'"
          + " \\",
      "    '{\"type\":\"DataVote\",\"id\":\"v1\",\"time\":1700000060000,\"sample\":\"s1\",\"judge\":\"j1\",\"opinion\":\"RESPONSE1_INCORRECT\"}'"
          + " \\",
      "    | ./flyball pipe dataloop --set dataloop.samples.judges=1"
    })
public final class PipeDataloopCommand extends PipeJob<DataloopConfig> {
  public PipeDataloopCommand() {
    super(FlyballConfig::dataloop, config -> config.records().maxRecordBytes());
  }

  @Override
  void build(Pipe pipe, DataloopConfig config) {
    DataloopPipe.build(pipe, config);
  }
}
