package io.flyball.gateway;

import io.flyball.jobs.deployment.GatewayConfig;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/** What the gateway's producer is made with. */
final class ProducerSettings {
  /** Kafka's producer may use this share of its buffer before requests are turned away. */
  private static final double BUFFER_SHARE = 0.8;

  private ProducerSettings() {}

  /**
   * The settings of all clients and what the producer needs beside them.
   *
   * @throws IllegalArgumentException when the configuration takes back what callers are promised
   */
  static Map<String, Object> of(Map<String, Object> clients, GatewayConfig config) {
    long delivery = config.deliveryTimeout().toMillis();
    Map<String, Object> all = new HashMap<>();
    all.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    // A lone request waits for its acknowledgement: lingering would be its latency.
    all.put(ProducerConfig.LINGER_MS_CONFIG, "0");
    all.put(ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(128 << 10));
    all.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(16 << 20));
    all.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Long.toString(Math.max(1, delivery / 2)));
    all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Long.toString(delivery));
    all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.toString(delivery));
    all.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "1000");
    all.put(
        ProducerConfig.BUFFER_MEMORY_CONFIG,
        Long.toString((long) (config.maxInFlightBytes() / BUFFER_SHARE)));
    all.putAll(clients);
    // What is promised to callers is not for the configuration to take back.
    promise(all, ProducerConfig.ACKS_CONFIG, "all");
    promise(all, ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    return all;
  }

  private static void promise(Map<String, Object> properties, String name, String value) {
    Object other = properties.put(name, value);
    if (other != null && !other.equals(value)) {
      throw new IllegalArgumentException(
          "kafka.properties."
              + name
              + " is "
              + other
              + ", and the gateway answers when every in-sync replica has a record once: leave it"
              + " out, or set it to "
              + value);
    }
  }
}
