package io.flyball.jobs.runtime;

import io.flyball.connectors.registry.SchemaRegistry;
import io.flyball.jobs.runtime.config.ConfigException;
import io.flyball.jobs.runtime.config.Key;
import io.flyball.jobs.runtime.config.Secret;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The {@code kafka} section: brokers, guarantee, and client properties passed through. */
public record KafkaConfig(
    @Key(value = "127.0.0.1:9092", meaning = "Brokers to start from, host:port, comma-separated.")
        String bootstrap,
    @Key(
            value = "exactly-once",
            meaning =
                "What the sinks promise. Exactly once shows records to read_committed readers at"
                    + " each checkpoint; at least once shows them at once and may repeat some after"
                    + " a failure.")
        Guarantee guarantee,
    @Key(
            value = "15 min",
            min = "1 s",
            meaning =
                "How long the broker keeps a transaction open: longer than the longest outage, at"
                    + " most the broker's transaction.max.timeout.ms.")
        Duration transactionTimeout,
    @Key(
            value = "1 min",
            min = "0 s",
            meaning =
                "A partition whose event time stands still for this long, because it brings nothing"
                    + " or only refused, late or repeated records, no longer holds back the others;"
                    + " 0 waits forever.")
        Duration idleAfter,
    @Key(value = "flyball", meaning = "Prefix of consumer groups and transactional ids.")
        String group,
    @Key(
            meaning =
                "Schema registry with Confluent's API, such as"
                    + " http://registry:8080/apis/ccompat/v7; given, output is written in its wire"
                    + " format, and such input is read beside the other two.")
        Optional<String> schemaRegistryUrl,
    @Key(
            value = "1 min",
            min = "0 s",
            meaning =
                "How long a job waits for a schema registry that does not answer. After that records"
                    + " whose schema it does not know become dead letters SCHEMA_UNAVAILABLE until"
                    + " the registry answers; it is asked again once in the same time.")
        Duration schemaRegistryPatience,
    @Key(meaning = "How clients and brokers prove who they are.") SecurityConfig security,
    @Key(meaning = "Further properties of Kafka's clients; they win over what is made here.")
        Map<String, Secret> properties) {

  /** What a sink promises to its readers. */
  public enum Guarantee {
    AT_LEAST_ONCE,
    EXACTLY_ONCE
  }

  public KafkaConfig {
    try {
      schemaRegistryUrl.ifPresent(SchemaRegistry::new);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(
          "schema-registry-url", schemaRegistryUrl.orElseThrow(), "an http:// or https:// address");
    }
  }

  /** The schema registry, if there is one; each caller gets one of its own. */
  public Optional<SchemaRegistry> registry() {
    return schemaRegistryUrl.map(SchemaRegistry::new);
  }

  /** The same brokers under another guarantee. */
  public KafkaConfig with(Guarantee other) {
    return new KafkaConfig(
        bootstrap,
        other,
        transactionTimeout,
        idleAfter,
        group,
        schemaRegistryUrl,
        schemaRegistryPatience,
        security,
        properties);
  }

  /** The connector's name for the guarantee. */
  public DeliveryGuarantee deliveryGuarantee() {
    return guarantee == Guarantee.EXACTLY_ONCE
        ? DeliveryGuarantee.EXACTLY_ONCE
        : DeliveryGuarantee.AT_LEAST_ONCE;
  }

  /** The same with sinks that show their records at once and may repeat some after a failure. */
  public KafkaConfig atLeastOnce() {
    return with(Guarantee.AT_LEAST_ONCE);
  }

  /**
   * The properties of a producer: those of every client, and how long a transaction may stay open.
   */
  public Properties producerProperties() {
    Properties result = new Properties();
    result.setProperty(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, String.valueOf(transactionTimeout.toMillis()));
    result.putAll(clientProperties());
    return result;
  }

  /** The client properties as Kafka wants them. */
  public Properties clientProperties() {
    Properties result = new Properties();
    result.putAll(security.properties());
    properties.forEach((name, value) -> result.setProperty(name, value.value()));
    return result;
  }
}
