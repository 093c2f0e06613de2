package io.flyball.cli.pipe;

import io.flyball.jobs.bias.BiasConfig;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.local.pipe.BiasPipe;
import io.flyball.local.pipe.Pipe;
import picocli.CommandLine.Command;

/** {@code pipe bias}. */
@Command(
    name = "bias",
    description = {
      "Control cameras: packets or rates in; windows, commands, places, alerts and dead letters"
          + " out.",
      "",
      "Each line is a JSON object with a type: EventPacket (events in base64), RateWindow,"
          + " PlaceReference or ControlUpdate. A line may carry ingestTime, the time at which it arrived; without"
          + " it the clock says, and a camera that falls silent is noticed. An unfinished window"
          + " at the end of the input is not reported. The keys of bias.control say how cameras"
          + " are controlled."
    },
    footer = {
      "",
      "Examples:",
      "  ./flyball camera replay recording.raw --json | ./flyball pipe bias",
      "  printf '%%s\\n' \\",
      "    '{\"type\":\"RateWindow\",\"camera\":\"c1\",\"sensor\":\"davis346\",\"startUs\":0,\"endUs\":300000,\"rate\":1000000}'"
          + " \\",
      "    | ./flyball pipe bias --set bias.control.mode=FAST_AND_SLOW"
    })
public final class PipeBiasCommand extends PipeJob<BiasConfig> {
  public PipeBiasCommand() {
    super(FlyballConfig::bias, config -> config.maxRecordBytes());
  }

  @Override
  void build(Pipe pipe, BiasConfig config) {
    BiasPipe.build(pipe, config);
  }
}
