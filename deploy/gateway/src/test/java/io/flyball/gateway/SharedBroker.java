package io.flyball.gateway;

import io.flyball.connectors.codec.kafka.TopicCatalogue;
import io.flyball.local.ReadyBroker;
import io.flyball.tools.UserError;
import io.flyball.tools.kafka.Broker;
import io.flyball.tools.kafka.Topics;

/**
 * One real broker with every topic, for the tests that do it no harm; it ends with this process.
 */
final class SharedBroker {
  private static final class Holder {
    static final ReadyBroker BROKER = started();

    private static ReadyBroker started() {
      ReadyBroker broker = new ReadyBroker();
      createTopics(broker.broker());
      return broker;
    }
  }

  private SharedBroker() {}

  /** Every topic; asked again where a slow broker does not know yet what it has just made. */
  static void createTopics(Broker broker) {
    GatewayRun.await("topics", () -> isCreated(broker));
  }

  private static boolean isCreated(Broker broker) {
    try {
      Topics.create(broker, TopicCatalogue.load().topics());
      return true;
    } catch (UserError e) {
      return false;
    }
  }

  static String bootstrap() {
    return Holder.BROKER.bootstrap();
  }
}
