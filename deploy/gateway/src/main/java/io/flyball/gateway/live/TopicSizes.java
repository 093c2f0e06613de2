package io.flyball.gateway.live;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;

/** Bytes that topics take on disk, each partition counted once. */
final class TopicSizes {
  private TopicSizes() {}

  /** By topic; empty without the right to ask. */
  static Map<String, Long> of(Admin admin, Set<String> topics)
      throws ExecutionException, TimeoutException, InterruptedException {
    try {
      var brokers =
          TopicStates.await(admin.describeCluster().nodes()).stream().map(Node::id).toList();
      Map<TopicPartition, Long> largest = new HashMap<>();
      for (var broker :
          TopicStates.await(admin.describeLogDirs(brokers).allDescriptions()).values()) {
        for (LogDirDescription folder : broker.values()) {
          folder
              .replicaInfos()
              .forEach((partition, info) -> largest.merge(partition, info.size(), Math::max));
        }
      }
      Map<String, Long> sizes = new HashMap<>();
      largest.forEach(
          (partition, size) -> {
            if (topics.contains(partition.topic())) {
              sizes.merge(partition.topic(), size, Long::sum);
            }
          });
      return sizes;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException) {
        return Map.of();
      }
      throw e;
    }
  }
}
