package io.flyball.gateway.live;

import io.flyball.connectors.codec.WriterSchema;
import io.flyball.connectors.registry.SchemaRegistry;
import io.flyball.connectors.topic.TopicClients;
import io.flyball.jobs.deployment.LiveConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;

/**
 * What is followed, and how it is reached.
 *
 * @param config the section {@code gateway.live}
 * @param bootstrap brokers to start from
 * @param kafka properties of every client
 * @param registry where schemas of framed records are, if anywhere
 * @param group prefix of the jobs' consumer groups
 * @param flink addresses of Flink's REST interface
 * @param topics the topic of each channel that has one
 * @param packets the topic of cameras' packets
 */
public record LiveSettings(
    LiveConfig config,
    String bootstrap,
    Properties kafka,
    Optional<SchemaRegistry> registry,
    String group,
    List<String> flink,
    Map<Channel, String> topics,
    String packets) {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  public LiveSettings {
    flink = List.copyOf(flink);
    topics = Map.copyOf(topics);
  }

  /** Settings of a client that gives up soon and comes back soon; a fresh map. */
  public Map<String, Object> client() {
    Map<String, Object> all = new HashMap<>();
    all.put("request.timeout.ms", "5000");
    all.put("default.api.timeout.ms", "5000");
    all.put("socket.connection.setup.timeout.ms", "5000");
    all.put("reconnect.backoff.max.ms", "1000");
    kafka.stringPropertyNames().forEach(name -> all.put(name, kafka.getProperty(name)));
    all.put("bootstrap.servers", bootstrap);
    return all;
  }

  /** How topics are read from one end to the other. */
  public TopicClients clients() {
    Function<byte[], WriterSchema> schemas =
        registry.<Function<byte[], WriterSchema>>map(one -> one::writerOf).orElse(null);
    Map<String, Object> all = client();
    all.put("fetch.max.bytes", Integer.toString(8 << 20));
    return new TopicClients(all, schemas, PATIENCE);
  }

  /** Settings of a consumer without a group that sees what is committed. */
  public Map<String, Object> consumer() {
    Map<String, Object> all = client();
    all.remove("group.id");
    all.put("enable.auto.commit", "false");
    all.put("isolation.level", "read_committed");
    all.put("auto.offset.reset", "earliest");
    all.put("allow.auto.create.topics", "false");
    all.put("fetch.max.bytes", Integer.toString(8 << 20));
    all.put("max.partition.fetch.bytes", Integer.toString(1 << 20));
    all.put("fetch.max.wait.ms", "500");
    return all;
  }
}
