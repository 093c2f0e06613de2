package io.flyball.tools.kafka;

import io.flyball.connectors.codec.kafka.Topic;
import io.flyball.tools.UserError;
import io.flyball.tools.kafka.TopicState.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topics of the catalogue on a broker: created when missing, never changed. */
public final class Topics {
  private Topics() {}

  /**
   * Creates those that are missing, with the broker's default replication.
   *
   * @return one state for each wanted topic, in their order; safe to repeat
   */
  public static List<TopicState> create(Broker broker, List<Topic> wanted) {
    try (Admin admin = broker.admin()) {
      Set<String> there = broker.await(admin.listTopics().names());
      List<Topic> missing = wanted.stream().filter(t -> !there.contains(t.name())).toList();
      broker.await(admin.createTopics(missing.stream().map(Topics::newTopic).toList()).all());
      awaitLeaders(broker, admin, missing);
      Set<String> created = missing.stream().map(Topic::name).collect(Collectors.toSet());
      List<Topic> old = wanted.stream().filter(t -> there.contains(t.name())).toList();
      Map<String, TopicState> states = states(broker, admin, old);
      return wanted.stream()
          .map(
              topic ->
                  created.contains(topic.name())
                      ? new TopicState(topic.name(), Status.CREATED, List.of())
                      : states.get(topic.name()))
          .toList();
    }
  }

  /**
   * Waits until every partition is led. A producer's first batches to one that is not led yet may
   * overtake each other, and the broker then refuses the first for good.
   */
  private static void awaitLeaders(Broker broker, Admin admin, List<Topic> topics) {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (Topic topic : topics) {
      for (int partition = 0; partition < topic.partitions(); partition++) {
        ends.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
      }
    }
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (true) {
      try {
        broker.await(admin.listOffsets(ends).all());
        return;
      } catch (UserError e) {
        // A broker that has created a topic may answer before it has heard of it.
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)
            || System.nanoTime() - deadline > 0) {
          throw e;
        }
        LockSupport.parkNanos(50_000_000L);
      }
    }
  }

  /** How each of them stands on the broker. */
  public static List<TopicState> describe(Broker broker, List<Topic> wanted) {
    try (Admin admin = broker.admin()) {
      Set<String> there = broker.await(admin.listTopics().names());
      List<Topic> present = wanted.stream().filter(t -> there.contains(t.name())).toList();
      Map<String, TopicState> states = states(broker, admin, present);
      return wanted.stream()
          .map(
              topic ->
                  states.getOrDefault(
                      topic.name(), new TopicState(topic.name(), Status.ABSENT, List.of())))
          .toList();
    }
  }

  private static NewTopic newTopic(Topic topic) {
    return new NewTopic(topic.name(), Optional.of(topic.partitions()), Optional.empty())
        .configs(topic.settings());
  }

  private static Map<String, TopicState> states(Broker broker, Admin admin, List<Topic> present) {
    List<String> names = present.stream().map(Topic::name).toList();
    Map<String, TopicDescription> shapes =
        broker.await(admin.describeTopics(names).allTopicNames());
    Map<ConfigResource, Config> settings =
        broker.await(admin.describeConfigs(names.stream().map(Topics::resource).toList()).all());
    return present.stream()
        .collect(
            Collectors.toMap(
                Topic::name,
                topic ->
                    compare(
                        topic, shapes.get(topic.name()), settings.get(resource(topic.name())))));
  }

  private static TopicState compare(Topic topic, TopicDescription shape, Config settings) {
    List<String> differences = new ArrayList<>();
    int partitions = shape.partitions().size();
    if (partitions != topic.partitions()) {
      differences.add(
          String.format(Locale.ROOT, "partitions is %d, not %d", partitions, topic.partitions()));
    }
    new TreeMap<>(topic.settings())
        .forEach(
            (key, wanted) -> {
              String found = settings.get(key).value();
              if (!wanted.equals(found)) {
                differences.add(String.format(Locale.ROOT, "%s is %s, not %s", key, found, wanted));
              }
            });
    return new TopicState(
        topic.name(), differences.isEmpty() ? Status.SAME : Status.DIFFERS, differences);
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }
}
