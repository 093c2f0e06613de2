package io.flyball.gateway.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flyball.connectors.codec.kafka.AccessFaults;
import io.flyball.connectors.codec.kafka.Topic;
import io.flyball.connectors.codec.kafka.TopicCatalogue;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** How the topics of the catalogue are; used by one thread. */
final class TopicStates implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SELDOM = 10;

  private final LiveSettings settings;
  private final Set<String> wanted = new TreeSet<>();
  private Admin admin;
  private GroupLags lags;
  private long asked;
  private Map<String, TopicDescription> topics = Map.of();
  private Map<String, Long> sizes = Map.of();
  private Map<String, Long> before = Map.of();
  private long beforeNanos;

  TopicStates(LiveSettings settings) {
    this.settings = settings;
    TopicCatalogue.load().topics().stream().map(Topic::name).forEach(wanted::add);
    wanted.addAll(settings.topics().values());
  }

  /** {@code {"state", "reason", "list"}}. */
  ObjectNode ask() {
    ObjectNode node = JSON.createObjectNode();
    ArrayNode list = JSON.createArrayNode();
    try {
      list(list);
      return node.put("state", "live").putNull("reason").set("list", list);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      String reason =
          AccessFaults.sentence(e, settings.bootstrap())
              .orElse("the broker at " + settings.bootstrap() + " does not answer");
      return node.put("state", "unavailable").put("reason", reason).set("list", list);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }

  private void list(ArrayNode list)
      throws ExecutionException, TimeoutException, InterruptedException {
    if (admin == null) {
      admin = Admin.create(settings.client());
      lags = new GroupLags(admin, settings.group());
    }
    if (asked++ % SELDOM == 0 || topics.size() < wanted.size()) {
      Set<String> there = new TreeSet<>(wanted);
      there.retainAll(await(admin.listTopics().names()));
      topics = await(admin.describeTopics(there).allTopicNames());
      sizes = TopicSizes.of(admin, there);
    }
    if (asked % 2 == 0) {
      lags.refresh();
    }
    Map<TopicPartition, Long> begins = offsets(OffsetSpec.earliest());
    Map<TopicPartition, Long> ends = offsets(OffsetSpec.latest());
    long now = System.nanoTime();
    double seconds = (now - beforeNanos) / 1e9;
    Map<String, Long> after = new HashMap<>();
    for (String name : wanted) {
      ObjectNode node = list.addObject().put("topic", name).put("there", topics.containsKey(name));
      if (!topics.containsKey(name)) {
        continue;
      }
      long end = sum(ends, name);
      after.put(name, end);
      node.put("partitions", topics.get(name).partitions().size())
          .put("end", end)
          .put("records", end - sum(begins, name))
          .put("bytes", sizes.get(name));
      Long last = before.get(name);
      if (last == null) {
        node.putNull("inPerSecond");
      } else {
        node.put("inPerSecond", Math.max(0, end - last) / seconds);
      }
      ArrayNode behind = node.putArray("lag");
      new TreeMap<>(lags.of(name, ends))
          .forEach((group, lag) -> behind.addObject().put("group", group).put("lag", lag));
    }
    before = after;
    beforeNanos = now;
  }

  private Map<TopicPartition, Long> offsets(OffsetSpec spec)
      throws ExecutionException, TimeoutException, InterruptedException {
    Map<TopicPartition, OffsetSpec> all = new HashMap<>();
    topics.forEach(
        (name, topic) ->
            topic
                .partitions()
                .forEach(p -> all.put(new TopicPartition(name, p.partition()), spec)));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (Map.Entry<TopicPartition, ListOffsetsResultInfo> one :
        await(admin.listOffsets(all).all()).entrySet()) {
      offsets.put(one.getKey(), one.getValue().offset());
    }
    return offsets;
  }

  private static long sum(Map<TopicPartition, Long> offsets, String topic) {
    return offsets.entrySet().stream()
        .filter(one -> one.getKey().topic().equals(topic))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  static <T> T await(KafkaFuture<T> answer)
      throws ExecutionException, TimeoutException, InterruptedException {
    return answer.get(5, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    if (admin != null) {
      admin.close(java.time.Duration.ofSeconds(1));
    }
  }
}
