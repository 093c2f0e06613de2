package io.flyball.cli.kafka;

import io.flyball.cli.option.BootstrapOption;
import io.flyball.cli.option.JsonOutput;
import io.flyball.connectors.codec.kafka.Topic;
import io.flyball.connectors.codec.kafka.TopicCatalogue;
import io.flyball.tools.kafka.Broker;
import io.flyball.tools.kafka.TopicState;
import io.flyball.tools.kafka.Topics;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The streams: what they are, and whether a broker has them. */
@Command(name = "topics", description = "List, create or describe the Kafka topics.")
public final class TopicsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "topics: list, create or describe?");
  }

  @Command(name = "list", description = "Every topic of the catalogue, with its key and record.")
  int list(
      @Option(
              names = "--bootstrap",
              paramLabel = "HOST:PORT",
              description = "Only those that this broker has; without it no broker is asked.")
          String bootstrap,
      @Option(names = "--json", description = "One JSON object to a line.") boolean json) {
    PrintWriter out = spec.commandLine().getOut();
    List<Topic> topics = TopicCatalogue.load().topics();
    for (Topic topic : bootstrap == null ? topics : present(new Broker(bootstrap), topics)) {
      if (json) {
        JsonOutput.print(out, asMap(topic));
      } else {
        out.printf(
            Locale.ROOT,
            "%-21s %-18s key %-13s %d partitions  %-7s %3d days  %s%n",
            topic.name(),
            topic.record(),
            topic.key(),
            topic.partitions(),
            topic.cleanup(),
            topic.retention().toDays(),
            topic.meaning());
      }
    }
    out.flush();
    return 0;
  }

  private static List<Topic> present(Broker broker, List<Topic> topics) {
    Set<String> absent =
        Topics.describe(broker, topics).stream()
            .filter(state -> state.status() == TopicState.Status.ABSENT)
            .map(TopicState::name)
            .collect(Collectors.toSet());
    return topics.stream().filter(topic -> !absent.contains(topic.name())).toList();
  }

  @Command(
      name = "create",
      description = "Create the topics that the broker lacks; those it has are left as they are.")
  int create(
      @Mixin BootstrapOption bootstrap,
      @Option(names = "--json", description = "One JSON object to a line.") boolean json) {
    return report(Topics.create(bootstrap.broker(), TopicCatalogue.load().topics()), json);
  }

  @Command(
      name = "describe",
      description = "Whether the broker has each topic, and where it differs from the catalogue.")
  int describe(
      @Mixin BootstrapOption bootstrap,
      @Option(names = "--json", description = "One JSON object to a line.") boolean json) {
    return report(Topics.describe(bootstrap.broker(), TopicCatalogue.load().topics()), json);
  }

  private int report(List<TopicState> states, boolean json) {
    PrintWriter out = spec.commandLine().getOut();
    for (TopicState state : states) {
      if (json) {
        JsonOutput.print(out, state);
      } else {
        out.printf(
            Locale.ROOT,
            "%-21s %-8s %s%n",
            state.name(),
            state.status(),
            String.join("; ", state.differences()));
      }
    }
    out.flush();
    return 0;
  }

  private static Map<String, Object> asMap(Topic topic) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", topic.name());
    map.put("record", topic.record());
    map.put("key", topic.key());
    map.put("partitions", topic.partitions());
    map.put("retention", topic.retention().toString());
    map.put("settings", topic.settings());
    map.put("producedBy", topic.producedBy());
    map.put("readBy", topic.readBy());
    map.put("meaning", topic.meaning());
    return map;
  }
}
