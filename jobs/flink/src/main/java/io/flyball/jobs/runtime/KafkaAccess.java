package io.flyball.jobs.runtime;

import io.flyball.connectors.codec.kafka.AccessFaults;
import io.flyball.connectors.kafka.WrittenTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.lineage.LineageGraph;
import org.apache.flink.streaming.api.lineage.LineageVertex;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTransactionsResult;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * What a job uses of its brokers, and whether they let it. Asked before a job starts, a missing
 * right is one sentence instead of a job that restarts for ever.
 *
 * @param reads topics of its sources
 * @param writes topics of its sinks
 * @param groups consumer groups of its sources
 * @param transactionalIds one of each sink that writes in transactions
 */
public record KafkaAccess(
    Set<String> reads, Set<String> writes, Set<String> groups, Set<String> transactionalIds) {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** What the job that was put into an environment uses, by Flink's lineage. */
  public static KafkaAccess of(StreamExecutionEnvironment env) {
    LineageGraph lineage = env.getStreamGraph(false).getLineageGraph();
    Set<String> groups = new TreeSet<>();
    Set<String> transactionalIds = new TreeSet<>();
    Set<String> reads = new TreeSet<>();
    Set<String> writes = new TreeSet<>();
    for (KafkaDatasetFacet source : facets(lineage.sources())) {
      reads.addAll(source.getTopicIdentifier().getTopics());
      groups.add(source.getProperties().getProperty(ConsumerConfig.GROUP_ID_CONFIG));
    }
    for (KafkaDatasetFacet sink : facets(lineage.sinks())) {
      writes.addAll(sink.getTopicIdentifier().getTopics());
      if (sink instanceof WrittenTopic written) {
        written.transactionalId().ifPresent(transactionalIds::add);
      }
    }
    return new KafkaAccess(reads, writes, groups, transactionalIds);
  }

  private static List<KafkaDatasetFacet> facets(List<? extends LineageVertex> vertices) {
    return vertices.stream()
        .flatMap(vertex -> vertex.datasets().stream())
        .flatMap(dataset -> dataset.facets().values().stream())
        .filter(KafkaDatasetFacet.class::isInstance)
        .map(KafkaDatasetFacet.class::cast)
        .toList();
  }

  /**
   * The sentence for what stands in the way: a certificate, a login, a right, a topic that is not
   * there. Nothing when all is well, and nothing when no broker answers: the job waits for them.
   */
  public Optional<String> obstacle(KafkaConfig kafka) {
    List<String> absent = new ArrayList<>();
    List<String> forbidden = new ArrayList<>();
    try (Admin admin = admin(kafka)) {
      askForTopics(admin, absent, forbidden);
      askForGroups(admin, forbidden);
      askForTransactions(admin, forbidden);
      return sentence(kafka.bootstrap(), absent, forbidden);
    } catch (ExecutionException e) {
      return AccessFaults.sentence(e, kafka.bootstrap())
          .or(() -> sentence(kafka.bootstrap(), absent, forbidden));
    } catch (KafkaException e) {
      return Optional.of(AccessFaults.unusable(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted while waiting for the broker at " + kafka.bootstrap());
    }
  }

  /**
   * The sentence for another job that writes with the transactional ids of this one; nothing when
   * there is none, and nothing when no broker answers.
   *
   * @param checkpointInterval at which the other is expected to begin new transactions
   */
  public Optional<String> rival(KafkaConfig kafka, Duration checkpointInterval) {
    if (transactionalIds.isEmpty()) {
      return Optional.empty();
    }
    try (Admin admin = admin(kafka)) {
      return new RivalWriter(admin, transactionalIds).found(checkpointInterval);
    } catch (ExecutionException | KafkaException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted while waiting for the broker at " + kafka.bootstrap());
    }
  }

  private static Admin admin(KafkaConfig kafka) {
    Properties settings = kafka.clientProperties();
    settings.setProperty(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrap());
    int patience = (int) PATIENCE.toMillis();
    settings.setProperty(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "" + patience);
    settings.setProperty(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "" + patience);
    return Admin.create(settings);
  }

  private void askForTopics(Admin admin, List<String> absent, List<String> forbidden)
      throws ExecutionException, InterruptedException {
    Set<String> all = new TreeSet<>(reads);
    all.addAll(writes);
    Map<String, KafkaFuture<TopicDescription>> answers =
        admin
            .describeTopics(all, new DescribeTopicsOptions().includeAuthorizedOperations(true))
            .topicNameValues();
    for (String topic : all) {
      try {
        Set<AclOperation> rights = answers.get(topic).get().authorizedOperations();
        require(forbidden, rights, reads.contains(topic), AclOperation.READ, "topic " + topic);
        require(forbidden, rights, writes.contains(topic), AclOperation.WRITE, "topic " + topic);
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
  }

  private void askForGroups(Admin admin, List<String> forbidden)
      throws ExecutionException, InterruptedException {
    Map<String, KafkaFuture<ConsumerGroupDescription>> answers =
        admin
            .describeConsumerGroups(
                groups, new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
            .describedGroups();
    for (String group : groups) {
      try {
        Set<AclOperation> rights = answers.get(group).get().authorizedOperations();
        require(forbidden, rights, true, AclOperation.READ, "group " + group);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof GroupAuthorizationException) {
          forbidden.add("READ on group " + group);
        } else if (!(e.getCause() instanceof GroupIdNotFoundException)) {
          throw e;
        }
      }
    }
  }

  private void askForTransactions(Admin admin, List<String> forbidden)
      throws ExecutionException, InterruptedException {
    DescribeTransactionsResult answers = admin.describeTransactions(transactionalIds);
    for (String id : transactionalIds) {
      try {
        answers.description(id).get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof TransactionalIdAuthorizationException) {
          forbidden.add("WRITE on transactional id " + id);
        } else if (!(e.getCause() instanceof TransactionalIdNotFoundException)) {
          throw e;
        }
      }
    }
  }

  private static Optional<String> sentence(
      String bootstrap, List<String> absent, List<String> forbidden) {
    if (!absent.isEmpty()) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "the broker at %s has no topic %s: make them with ./flyball topics create",
              bootstrap,
              String.join(", ", absent)));
    }
    return forbidden.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "the broker at %s does not allow %s: the table of docs/how-to/secure-kafka.md lists"
                    + " the ACLs of each job",
                bootstrap,
                String.join(", ", forbidden)));
  }

  /** A broker that cannot tell rights has none to refuse. */
  private static void require(
      List<String> missing,
      Set<AclOperation> rights,
      boolean needed,
      AclOperation right,
      String resource) {
    if (needed && rights != null && !rights.isEmpty() && !rights.contains(right)) {
      missing.add(right + " on " + resource);
    }
  }
}
