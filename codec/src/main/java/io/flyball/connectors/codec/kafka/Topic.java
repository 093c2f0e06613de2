package io.flyball.connectors.codec.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * One stream of the catalogue.
 *
 * @param name topic name
 * @param record simple name of the Avro record it carries
 * @param key what records are partitioned by, in words
 * @param partitions number of partitions when it is created, at least 1
 * @param cleanup {@code delete} or {@code compact}
 * @param retention how long records are kept
 * @param maxMessageBytes longest record batch that the broker accepts
 * @param timestamps {@code LogAppendTime} where the broker stamps, {@code CreateTime} where the
 *     producer does
 * @param producedBy who writes it
 * @param readBy who reads it
 * @param meaning one sentence
 */
public record Topic(
    String name,
    String record,
    String key,
    int partitions,
    String cleanup,
    Duration retention,
    int maxMessageBytes,
    String timestamps,
    String producedBy,
    String readBy,
    String meaning) {

  public Topic {
    requireOneOf(name, "cleanup", cleanup, Set.of("delete", "compact"));
    requireOneOf(name, "timestamps", timestamps, Set.of("CreateTime", "LogAppendTime"));
    if (partitions < 1 || maxMessageBytes < 1 || retention.isNegative()) {
      throw new IllegalArgumentException(
          "topic " + name + ": partitions and maxMessageBytes are at least 1, retention positive");
    }
  }

  /** The settings of the topic on a broker, by Kafka's names. */
  public Map<String, String> settings() {
    return Map.of(
        "cleanup.policy",
        cleanup,
        "retention.ms",
        Long.toString(retention.toMillis()),
        "max.message.bytes",
        Integer.toString(maxMessageBytes),
        "message.timestamp.type",
        timestamps);
  }

  private static void requireOneOf(String topic, String what, String value, Set<String> allowed) {
    if (!allowed.contains(value)) {
      throw new IllegalArgumentException(
          "topic " + topic + ": " + what + " is one of " + allowed + ", not '" + value + "'");
    }
  }
}
