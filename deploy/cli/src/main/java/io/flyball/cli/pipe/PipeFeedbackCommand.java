package io.flyball.cli.pipe;

import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.feedback.FeedbackConfig;
import io.flyball.local.pipe.FeedbackPipe;
import io.flyball.local.pipe.Pipe;
import java.util.List;
import picocli.CommandLine.Command;

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
public final class PipeFeedbackCommand extends PipeJob<FeedbackConfig> {
  public PipeFeedbackCommand() {
    super(FlyballConfig::feedback, config -> config.records().maxRecordBytes());
  }

  /** In a pipe there is one input in one order, so an answer need not wait for event time. */
  @Override
  List<String> defaults() {
    return List.of("feedback.order=arrival");
  }

  @Override
  void build(Pipe pipe, FeedbackConfig config) {
    FeedbackPipe.build(pipe, config);
  }
}
