package io.flyball.connectors.codec.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One stream of the catalogue.
 *
 * @param name topic name
 * @param record simple name of the Avro record it carries
 * @param key what records are partitioned by, in words
 * @param partitions number of partitions when it is created, at least 1
 * @param cleanup {@code delete} or {@code compact}
 * @param compactionLag how long every record of a compacted topic is kept, superseded or not; zero
 *     where only the newest of a key is wanted
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
    Duration compactionLag,
    Duration retention,
    int maxMessageBytes,
    String timestamps,
    String producedBy,
    String readBy,
    String meaning) {

  public Topic {
    requireOneOf(name, "cleanup", cleanup, Set.of("delete", "compact"));
    requireOneOf(name, "timestamps", timestamps, Set.of("CreateTime", "LogAppendTime"));
    if (compactionLag.isNegative() || (!compactionLag.isZero() && !cleanup.equals("compact"))) {
      throw new IllegalArgumentException(
          "topic " + name + ": compactionLag is positive, and of a compacted topic alone");
    }
    if (partitions < 1 || maxMessageBytes < 1 || retention.isNegative()) {
      throw new IllegalArgumentException(
          "topic " + name + ": partitions and maxMessageBytes are at least 1, retention positive");
    }
  }

  /** The settings of the topic on a broker, by Kafka's names. */
  public Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("cleanup.policy", cleanup);
    settings.put("retention.ms", Long.toString(retention.toMillis()));
    settings.put("max.message.bytes", Integer.toString(maxMessageBytes));
    settings.put("message.timestamp.type", timestamps);
    if (!compactionLag.isZero()) {
      settings.put("min.compaction.lag.ms", Long.toString(compactionLag.toMillis()));
    }
    return settings;
  }

  private static void requireOneOf(String topic, String what, String value, Set<String> allowed) {
    if (!allowed.contains(value)) {
      throw new IllegalArgumentException(
          "topic " + topic + ": " + what + " is one of " + allowed + ", not '" + value + "'");
    }
  }

  /** The same topic with a name that begins otherwise. */
  public Topic prefixed(String prefix) {
    return new Topic(
        prefix + name,
        record,
        key,
        partitions,
        cleanup,
        compactionLag,
        retention,
        maxMessageBytes,
        timestamps,
        producedBy,
        readBy,
        meaning);
  }
}
