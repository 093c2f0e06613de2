package io.flyball.cli;

import io.flyball.connectors.codec.kafka.TopicCatalogue;
import io.flyball.local.ReadyBroker;
import io.flyball.tools.kafka.Topics;

/** One broker with every topic, for tests that keep to keys of their own; it ends with the JVM. */
public final class SharedBroker {
  private static final class Holder {
    static final ReadyBroker BROKER = started();

    private static ReadyBroker started() {
      ReadyBroker broker = new ReadyBroker();
      Topics.create(broker.broker(), TopicCatalogue.load().topics());
      return broker;
    }
  }

  private SharedBroker() {}

  public static ReadyBroker get() {
    return Holder.BROKER;
  }
}
