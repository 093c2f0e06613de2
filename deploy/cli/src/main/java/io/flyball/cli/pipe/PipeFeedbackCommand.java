package io.flyball.cli.pipe;

import io.flyball.cli.setup.ConfigCommand;
import io.flyball.local.pipe.FeedbackPipe;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pipe feedback}. */
@Command(
    name = "feedback",
    description = {
      "Attribute feedback: exposures and signals in; attributed rows, alerts and dead letters"
          + " out.",
      "",
      "Each line is a JSON object with a type: Exposure, FeedbackSignal or ControlUpdate. Times"
          + " are epoch milliseconds or ISO-8601. A line may carry ingestTime, the time at which"
          + " it arrived; without it the clock says. The end of the input ends event time: every"
          + " open window closes, and the command exits 0. Signals are answered as they come"
          + " (feedback.order=arrival) unless the configuration says otherwise."
    },
    footer = {
      "",
      "Example:",
      "  printf '%%s\\n' \\",
      "    '{\"type\":\"Exposure\",\"id\":\"e1\",\"time\":1700000000000,\"user\":\"ada\",\"item\":\"film\"}'"
          + " \\",
      "    '{\"type\":\"FeedbackSignal\",\"id\":\"s1\",\"time\":1700000001000,\"user\":\"ada\",\"kind\":\"CLICK\",\"exposureId\":\"e1\"}'"
          + " \\",
      "    | ./flyball pipe feedback"
    })
public final class PipeFeedbackCommand implements Callable<Integer> {
  @Mixin private ConfigCommand.Options options;

  @Override
  public Integer call() {
    // In a pipe there is one input in one order, so an answer need not wait for event time.
    return PipeRun.run(
        options,
        List.of("feedback.order=arrival"),
        config -> config.feedback().records().maxRecordBytes(),
        (pipe, config) -> FeedbackPipe.build(pipe, config.feedback()));
  }
}
