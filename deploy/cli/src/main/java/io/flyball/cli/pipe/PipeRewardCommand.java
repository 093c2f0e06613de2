package io.flyball.cli.pipe;

import io.flyball.cli.setup.ConfigCommand;
import io.flyball.local.pipe.RewardPipe;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
public final class PipeRewardCommand implements Callable<Integer> {
  @Mixin private ConfigCommand.Options options;

  @Override
  public Integer call() {
    return PipeRun.run(
        options,
        List.of(),
        config -> config.reward().records().maxRecordBytes(),
        (pipe, config) -> RewardPipe.build(pipe, config.reward()));
  }
}
