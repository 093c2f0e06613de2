package io.flyball.cli.pipe;

import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.reward.RewardConfig;
import io.flyball.local.pipe.Pipe;
import io.flyball.local.pipe.RewardPipe;
import picocli.CommandLine.Command;

/** {@code pipe reward}. */
@Command(
    name = "reward",
    description = {
      "Make rewards: attributed feedback and group members in; rewards, alerts and dead letters"
          + " out.",
      "",
      "Each line is a JSON object with a type: AttributedFeedback, GroupMember or ControlUpdate;"
          + " what pipe feedback writes beside its rows is passed over as dead letters."
          + " Corrections name the reward that they replace. The end of the input ends event"
          + " time: every open group closes, and the command exits 0."
    },
    footer = {
      "",
      "Example:",
      "  ./flyball pipe feedback < events.jsonl | grep AttributedFeedback \\",
      "    | ./flyball pipe reward --set reward.shadow.next.rating=1"
    })
public final class PipeRewardCommand extends PipeJob<RewardConfig> {
  public PipeRewardCommand() {
    super(FlyballConfig::reward, config -> config.records().maxRecordBytes());
  }

  @Override
  void build(Pipe pipe, RewardConfig config) {
    RewardPipe.build(pipe, config);
  }
}
