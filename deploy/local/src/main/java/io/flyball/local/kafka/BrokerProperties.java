package io.flyball.local.kafka;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;

/** The settings of a broker that is its own controller and has no peers. */
final class BrokerProperties {
  /** The largest record of any of our topics, and room for the batch around it. */
  private static final int LARGEST_BATCH = (16 << 20) + (1 << 20);

  private BrokerProperties() {}

  static Properties of(Path logs, int port, int controllerPort) {
    Properties p = new Properties();
    p.setProperty("process.roles", "broker,controller");
    p.setProperty("node.id", "1");
    p.setProperty(
        "listeners",
        String.format(
            Locale.ROOT,
            "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d",
            port,
            controllerPort));
    p.setProperty("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
    p.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    p.setProperty("controller.listener.names", "CONTROLLER");
    p.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    p.setProperty("log.dirs", logs.toString());
    p.setProperty("auto.create.topics.enable", "false");
    p.setProperty("message.max.bytes", Integer.toString(LARGEST_BATCH));
    p.setProperty("replica.fetch.max.bytes", Integer.toString(LARGEST_BATCH));
    p.setProperty("transaction.max.timeout.ms", Integer.toString(15 * 60 * 1000));
    p.setProperty("group.initial.rebalance.delay.ms", "0");
    for (String internal : new String[] {"offsets.topic", "transaction.state.log"}) {
      p.setProperty(internal + ".replication.factor", "1");
      p.setProperty(internal + ".num.partitions", "4");
    }
    p.setProperty("transaction.state.log.min.isr", "1");
    p.setProperty("share.coordinator.state.topic.replication.factor", "1");
    p.setProperty("share.coordinator.state.topic.min.isr", "1");
    // The default of 128 MiB is a quarter of this small heap.
    p.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20));
    return p;
  }
}
