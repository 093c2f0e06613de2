package io.flyball.connectors.kafka;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetIdentifierProvider;
import org.apache.flink.connector.kafka.source.enumerator.subscriber.KafkaSubscriber;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * All partitions of some topics. A topic that is not there, or a broker that does not answer, is
 * told in one sentence: it is the first exception that a job shows.
 *
 * @param bootstrap the broker, for the sentence
 * @param topics their names
 */
record NamedTopics(String bootstrap, List<String> topics)
    implements KafkaSubscriber, KafkaDatasetIdentifierProvider {

  NamedTopics {
    topics = List.copyOf(topics);
  }

  @Override
  public Optional<DefaultKafkaDatasetIdentifier> getDatasetIdentifier() {
    return Optional.of(DefaultKafkaDatasetIdentifier.ofTopics(topics));
  }

  @Override
  public Set<TopicPartition> getSubscribedTopicPartitions(AdminClient admin) {
    Set<TopicPartition> partitions = new HashSet<>();
    Map<String, KafkaFuture<TopicDescription>> found =
        admin.describeTopics(topics).topicNameValues();
    for (String topic : topics) {
      described(topic, found.get(topic))
          .partitions()
          .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    return partitions;
  }

  private TopicDescription described(String topic, KafkaFuture<TopicDescription> found) {
    try {
      return found.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(sentence(topic, e.getCause()), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking for topic " + topic, e);
    }
  }

  private String sentence(String topic, Throwable cause) {
    if (cause instanceof UnknownTopicOrPartitionException) {
      return String.format(
          Locale.ROOT,
          "the broker at %1$s has no topic '%2$s': create it with ./flyball topics create"
              + " --bootstrap %1$s",
          bootstrap,
          topic);
    }
    if (cause instanceof TimeoutException) {
      return String.format(
          Locale.ROOT,
          "the broker at %s did not answer in time about topic '%s' (%s): see that it is up and"
              + " reachable from here, and not overloaded",
          bootstrap,
          topic,
          cause.getMessage());
    }
    return String.format(
        Locale.ROOT,
        "the broker at %s refused to describe topic '%s': %s",
        bootstrap,
        topic,
        cause.getMessage());
  }
}
