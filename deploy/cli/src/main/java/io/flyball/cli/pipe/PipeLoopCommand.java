package io.flyball.cli.pipe;

import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.loop.LoopConfig;
import io.flyball.local.pipe.LoopPipe;
import io.flyball.local.pipe.Pipe;
import picocli.CommandLine.Command;

/** {@code pipe loop}. */
@Command(
    name = "loop",
    description = {
      "Watch the loop: what was shown and what came of it in; metrics, alerts, stage feedback and"
          + " dead letters out.",
      "",
      "Each line is a JSON object with a type: Exposure, AttributedFeedback, Decision,"
          + " EpisodeTurn, Span or ControlUpdate. Windows are reported when event time has passed"
          + " them by loop.out-of-orderness; the end of the input ends event time."
          + " docs/reference/loop-job.md explains the metrics."
    },
    footer = {
      "",
      "Example:",
      "  printf '%%s\\n' \\",
      "    '{\"type\":\"Exposure\",\"id\":\"e1\",\"time\":1700000000000,\"user\":\"ada\",\"item\":\"film\"}'"
          + " \\",
      "    '{\"type\":\"Exposure\",\"id\":\"e2\",\"time\":1700000001000,\"user\":\"bob\",\"item\":\"book\"}'"
          + " \\",
      "    | ./flyball pipe loop --set loop.scopes=all | grep GINI_OVER_N"
    })
public final class PipeLoopCommand extends PipeJob<LoopConfig> {
  public PipeLoopCommand() {
    super(FlyballConfig::loop, config -> config.records().maxRecordBytes());
  }

  @Override
  void build(Pipe pipe, LoopConfig config) {
    LoopPipe.build(pipe, config);
  }
}
