package io.flyball.jobs.runtime;

import io.flyball.connectors.kafka.AccessFaults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.lineage.LineageVertex;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The topics between which a job stands, and whether the brokers let it work with them. Asked
 * before a job starts, a missing right is one sentence instead of a job that restarts for ever.
 *
 * @param reads topics of its sources
 * @param writes topics of its sinks
 */
public record KafkaAccess(Set<String> reads, Set<String> writes) {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** What the job that was put into an environment reads and writes, by Flink's lineage. */
  public static KafkaAccess of(StreamExecutionEnvironment env) {
    StreamGraph graph = env.getStreamGraph(false);
    return new KafkaAccess(
        topics(graph.getLineageGraph().sources()), topics(graph.getLineageGraph().sinks()));
  }

  private static Set<String> topics(List<? extends LineageVertex> vertices) {
    Set<String> topics = new TreeSet<>();
    for (LineageVertex vertex : vertices) {
      vertex
          .datasets()
          .forEach(
              dataset ->
                  dataset.facets().values().stream()
                      .filter(KafkaDatasetFacet.class::isInstance)
                      .forEach(
                          facet ->
                              topics.addAll(
                                  ((KafkaDatasetFacet) facet).getTopicIdentifier().getTopics())));
    }
    return topics;
  }

  /**
   * The sentence for what stands in the way: a certificate, a login, a right, a topic that is not
   * there. Nothing when all is well, and nothing when no broker answers: the job waits for them.
   */
  public Optional<String> obstacle(KafkaConfig kafka) {
    Properties settings = kafka.clientProperties();
    settings.setProperty(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrap());
    int patience = (int) PATIENCE.toMillis();
    settings.setProperty(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "" + patience);
    settings.setProperty(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "" + patience);
    Set<String> all = new TreeSet<>(reads);
    all.addAll(writes);
    try (Admin admin = Admin.create(settings)) {
      Map<String, KafkaFuture<TopicDescription>> answers =
          admin
              .describeTopics(all, new DescribeTopicsOptions().includeAuthorizedOperations(true))
              .topicNameValues();
      List<String> absent = new ArrayList<>();
      List<String> forbidden = new ArrayList<>();
      for (String topic : all) {
        try {
          Set<AclOperation> rights = answers.get(topic).get().authorizedOperations();
          require(forbidden, rights, reads.contains(topic), AclOperation.READ, topic);
          require(forbidden, rights, writes.contains(topic), AclOperation.WRITE, topic);
        } catch (ExecutionException e) {
          if (e.getCause() instanceof UnknownTopicOrPartitionException) {
            absent.add(topic);
          } else if (e.getCause() instanceof TopicAuthorizationException) {
            forbidden.add((reads.contains(topic) ? "READ" : "WRITE") + " on topic " + topic);
          } else {
            throw e;
          }
        }
      }
      return sentence(kafka.bootstrap(), absent, forbidden);
    } catch (ExecutionException e) {
      return AccessFaults.sentence(e, kafka.bootstrap());
    } catch (KafkaException e) {
      return Optional.of(AccessFaults.unusable(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted while waiting for the broker at " + kafka.bootstrap());
    }
  }

  private static Optional<String> sentence(
      String bootstrap, List<String> absent, List<String> forbidden) {
    if (!absent.isEmpty()) {
      return Optional.of(
          "the broker at %s has no topic %s: make them with ./flyball topics create"
              .formatted(bootstrap, String.join(", ", absent)));
    }
    return forbidden.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "the broker at %s does not allow %s: the table of docs/operations.md lists the ACLs of each job"
                .formatted(bootstrap, String.join(", ", forbidden)));
  }

  /** A broker that cannot tell rights has none to refuse. */
  private static void require(
      List<String> missing,
      Set<AclOperation> rights,
      boolean needed,
      AclOperation right,
      String topic) {
    if (needed && rights != null && !rights.isEmpty() && !rights.contains(right)) {
      missing.add(right + " on topic " + topic);
    }
  }
}
