package io.flyball.cli.run;

import io.flyball.cli.option.BootstrapOption;
import io.flyball.cli.option.SpeedOption;
import io.flyball.connectors.codec.kafka.TopicCatalogue;
import io.flyball.connectors.file.FileRecord;
import io.flyball.local.Children;
import io.flyball.local.run.Replay;
import io.flyball.local.run.Samples;
import io.flyball.tools.ExitCode;
import io.flyball.tools.Progress;
import io.flyball.tools.UserError;
import io.flyball.tools.kafka.TopicState;
import io.flyball.tools.kafka.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The shipped logs, sent to a broker of the user's. */
@Command(
    name = "replay",
    description = {
      "Publish the shipped logs to your Kafka.",
      "",
      "For a first look at jobs that run on a cluster of yours. The topics must be there: see"
          + " ./flyball topics create. What was sent before is sent again."
    },
    footer = {
      "",
      "Example:",
      "  ./flyball replay --bootstrap localhost:29092 --speed 3600",
      "      an hour of the logs in a second"
    })
public final class ReplayCommand implements Callable<Integer> {
  @Mixin private BootstrapOption bootstrap;
  @Mixin private SpeedOption speed;

  @Option(
      names = "--samples",
      paramLabel = "DIR",
      description = "Folder of the sample logs; default: samples/ beside the launcher.")
  private Path samples;

  @Override
  public Integer call() {
    Path folder = samples == null ? Samples.home() : samples;
    Samples.requireShipped(folder);
    List<FileRecord> records = Samples.load(folder);
    requireTopics(records.stream().map(FileRecord::topic).distinct().toList());
    try (Children children = Children.untilShutdown();
        Progress progress = Progress.onStderr("sent", OptionalLong.of(records.size()))) {
      Replay replay = children.add(new Replay(bootstrap.broker(), Map.of(), speed.factor()));
      replay.send(records, progress::update);
    }
    return ExitCode.OK;
  }

  private void requireTopics(List<String> names) {
    TopicCatalogue catalogue = TopicCatalogue.load();
    List<String> absent =
        Topics.describe(bootstrap.broker(), names.stream().map(catalogue::find).toList()).stream()
            .filter(state -> state.status() == TopicState.Status.ABSENT)
            .map(TopicState::name)
            .toList();
    if (!absent.isEmpty()) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "the broker at %s has no topic %s: make them with ./flyball topics create",
              bootstrap.broker().bootstrap(),
              String.join(", ", absent)));
    }
  }
}
