package io.flyball.gateway.live;

import io.flyball.connectors.topic.DeadLetterReplay;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;

/** How far the jobs' consumer groups are behind, by what they committed last. */
final class GroupLags {
  private final Admin admin;
  private final String prefix;
  private Map<String, Map<TopicPartition, OffsetAndMetadata>> committed = Map.of();

  GroupLags(Admin admin, String group) {
    this.admin = admin;
    this.prefix = group + "-";
  }

  /** Asks anew what is committed; without the right to ask nothing is known. */
  void refresh() throws ExecutionException, TimeoutException, InterruptedException {
    try {
      Map<String, ListConsumerGroupOffsetsSpec> wanted = new HashMap<>();
      for (var group :
          TopicStates.await(admin.listGroups(ListGroupsOptions.forConsumerGroups()).all())) {
        // What was replayed is noted as offsets: letters that stay are no lag.
        if (group.groupId().startsWith(prefix) && !group.groupId().equals(DeadLetterReplay.GROUP)) {
          wanted.put(group.groupId(), new ListConsumerGroupOffsetsSpec());
        }
      }
      committed =
          wanted.isEmpty()
              ? Map.of()
              : TopicStates.await(admin.listConsumerGroupOffsets(wanted).all());
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof AuthorizationException)) {
        throw e;
      }
      committed = Map.of();
    }
  }

  /** Records of a topic that each group has before it. */
  Map<String, Long> of(String topic, Map<TopicPartition, Long> ends) {
    Map<String, Long> lags = new HashMap<>();
    committed.forEach(
        (group, offsets) ->
            offsets.forEach(
                (partition, place) -> {
                  Long end = ends.get(partition);
                  if (partition.topic().equals(topic) && place != null && end != null) {
                    lags.merge(group, Math.max(0, end - place.offset()), Long::sum);
                  }
                }));
    return lags;
  }
}
