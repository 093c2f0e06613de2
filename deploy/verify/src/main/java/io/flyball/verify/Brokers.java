package io.flyball.verify;

import io.flyball.local.Children;
import io.flyball.local.DataDir;
import io.flyball.local.Ports;
import io.flyball.local.kafka.EmbeddedKafka;
import io.flyball.tools.UserError;
import io.flyball.tools.kafka.Broker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;

/**
 * The brokers of a site: one, or three of which each holds every partition. None of them flushes a
 * record before it acknowledges it, as shipped: what makes records last is the other two.
 */
final class Brokers {
  /** What a power loss of one of them leaves intact. */
  static final int REPLICATED = 3;

  private static final int IN_SYNC = 2;
  private static final long PATIENCE_NANOS = 120_000_000_000L;
  private static final long POLL_NANOS = 100_000_000L;

  private final Children children;
  private final DataDir data;
  private final List<Integer> ports;
  private final List<Integer> controllers;
  private final List<EmbeddedKafka> nodes = new ArrayList<>();

  private Brokers(Children children, DataDir data, int count) {
    this.children = children;
    this.data = data;
    this.ports = ports(count);
    this.controllers = ports(count);
  }

  /** Returns once all of them answer and know each other. */
  static Brokers start(Children children, DataDir data, int count) {
    Brokers brokers = new Brokers(children, data, count);
    for (int i = 0; i < count; i++) {
      brokers.nodes.add(brokers.launch(i));
    }
    // None of several answers before most of them are there.
    Duration within = EmbeddedKafka.UP_WITHIN.multipliedBy(count);
    brokers.nodes.forEach(node -> node.awaitUp(within));
    brokers.await("do not know each other", () -> brokers.known() == count);
    return brokers;
  }

  private static List<Integer> ports(int count) {
    return IntStream.generate(Ports::lasting).distinct().limit(count).boxed().toList();
  }

  private EmbeddedKafka launch(int number) {
    return children.add(
        EmbeddedKafka.launch(
            data, "kafka-" + number, ports.get(number), settings -> configure(settings, number)));
  }

  private void configure(Properties settings, int number) {
    String replicas = Integer.toString(ports.size());
    String inSync = Integer.toString(Math.min(IN_SYNC, ports.size()));
    settings.setProperty("node.id", Integer.toString(number + 1));
    settings.setProperty(
        "listeners",
        String.format(
            Locale.ROOT,
            "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d",
            ports.get(number),
            controllers.get(number)));
    settings.setProperty(
        "controller.quorum.voters",
        IntStream.range(0, ports.size())
            .mapToObj(i -> (i + 1) + "@127.0.0.1:" + controllers.get(i))
            .collect(Collectors.joining(",")));
    settings.setProperty("default.replication.factor", replicas);
    settings.setProperty("min.insync.replicas", inSync);
    settings.setProperty("offsets.topic.replication.factor", replicas);
    settings.setProperty("transaction.state.log.replication.factor", replicas);
    settings.setProperty("transaction.state.log.min.isr", inSync);
  }

  String bootstrap() {
    return ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
  }

  /** One of them, by a number in [0, 1). */
  private int drawn(double draw) {
    return (int) (draw * nodes.size());
  }

  long pid(double draw) {
    return nodes.get(drawn(draw)).pid();
  }

  /** SIGKILL to one; another takes its place. */
  void kill(double draw) {
    nodes.get(drawn(draw)).kill();
    restart(drawn(draw));
  }

  /** The same, and what the killed one had not flushed to its disk is gone. */
  void losePower(double draw) {
    int victim = drawn(draw);
    nodes.get(victim).kill();
    PageCache.lose(logs(victim));
    restart(victim);
  }

  private Path logs(int number) {
    return data.path().resolve("kafka-" + number).resolve("logs");
  }

  private void restart(int number) {
    EmbeddedKafka again = launch(number);
    nodes.set(number, again);
    again.awaitUp(EmbeddedKafka.UP_WITHIN);
  }

  /** Returns once every replica has what its leader has. */
  void awaitInSync() {
    await("have not caught up with each other", this::inSync);
  }

  private boolean inSync() {
    Broker broker = Broker.started(bootstrap());
    try (Admin admin = broker.admin()) {
      Set<String> topics =
          broker.await(admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
      Collection<TopicDescription> all =
          broker.await(admin.describeTopics(topics).allTopicNames()).values();
      return all.stream()
          .flatMap(topic -> topic.partitions().stream())
          .allMatch(partition -> partition.isr().size() == nodes.size());
    }
  }

  private int known() {
    Broker broker = Broker.started(bootstrap());
    try (Admin admin = broker.admin()) {
      return broker.await(admin.describeCluster().nodes()).size();
    }
  }

  private void await(String otherwise, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new UserError("the brokers " + otherwise + "; their logs are below " + data.path());
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }
}
