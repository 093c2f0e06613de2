package io.flyball.gateway;

import io.flyball.connectors.codec.kafka.AccessFaults;
import io.flyball.connectors.topic.TopicClients;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Why a topic could not be read for a request. */
final class TopicProblem {
  private TopicProblem() {}

  static Problem of(TopicClients clients, String topic, Throwable failure) {
    String bootstrap = String.valueOf(clients.settings().get("bootstrap.servers"));
    if (failure instanceof UnknownTopicOrPartitionException) {
      return Problem.of(
          503,
          "the broker at "
              + bootstrap
              + " has no topic '"
              + topic
              + "': make it with ./flyball topics create");
    }
    if (failure instanceof KafkaException) {
      return Problem.of(
          503,
          AccessFaults.sentence(failure, bootstrap)
              .orElse("the broker at " + bootstrap + " does not answer: ask again"));
    }
    return Problem.unexpected();
  }
}
