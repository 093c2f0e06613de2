package io.flyball.tools.kafka;

import io.flyball.connectors.codec.RecordCodec;
import io.flyball.connectors.codec.WriterSchema;
import io.flyball.connectors.codec.kafka.AccessFaults;
import io.flyball.connectors.registry.SchemaRegistry;
import io.flyball.connectors.topic.TopicClients;
import io.flyball.jobs.runtime.KafkaConfig;
import io.flyball.tools.UserError;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * A broker that somebody named on the command line, or that we started. It may not be there or not
 * answer, and then one sentence says so.
 *
 * @param bootstrap {@code host:port}, several with commas between
 * @param security what clients are told of TLS and SASL; never printed
 * @param registry where the schemas of framed records are, if anywhere
 * @param patienceMs how long it may take to answer
 */
public record Broker(
    String bootstrap, Properties security, Optional<SchemaRegistry> registry, int patienceMs) {
  private static final int PATIENCE_MS = 5_000;
  private static final int MORE_PATIENCE_MS = 60_000;

  public Broker(String bootstrap, Properties security, Optional<SchemaRegistry> registry) {
    this(bootstrap, security, registry, PATIENCE_MS);
  }

  /** A broker that anybody may use. */
  public Broker(String bootstrap) {
    this(bootstrap, new Properties(), Optional.empty());
  }

  /** A broker that we started: it is there, however busy the machine. */
  public static Broker started(String bootstrap) {
    return new Broker(bootstrap, new Properties(), Optional.empty(), MORE_PATIENCE_MS);
  }

  /** The broker of a configuration. */
  public static Broker of(KafkaConfig kafka) {
    return new Broker(kafka.bootstrap(), kafka.clientProperties(), kafka.registry());
  }

  /** An administrative client that gives up soon. */
  public Admin admin() {
    try {
      return Admin.create(clientSettings());
    } catch (KafkaException e) {
      String why = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
      throw UserError.usage(
          security.isEmpty()
              ? String.format(
                  Locale.ROOT,
                  "--bootstrap '%s' names no broker (%s): give HOST:PORT, such as localhost:9092",
                  bootstrap,
                  why)
              : AccessFaults.unusable(e));
    }
  }

  /** How the topics of this broker are read and written. */
  TopicClients clients() {
    return new TopicClients(clientSettings(), this::writerOf, Duration.ofMillis(patienceMs));
  }

  /** What every client of this broker is told; a fresh map. */
  public Map<String, Object> clientSettings() {
    Map<String, Object> settings = new HashMap<>();
    security.forEach((name, value) -> settings.put((String) name, value));
    settings.put("bootstrap.servers", bootstrap);
    settings.put("request.timeout.ms", patienceMs);
    settings.put("default.api.timeout.ms", patienceMs);
    settings.put("socket.connection.setup.timeout.ms", patienceMs);
    return settings;
  }

  /**
   * The broker's answer.
   *
   * @throws UserError when none comes in time, or the broker refuses
   */
  public <T> T await(KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("interrupted while waiting for " + bootstrap, e);
    }
  }

  /** The sentence for what went wrong between the broker and us. */
  UserError failure(Throwable cause) {
    if (cause instanceof TimeoutException) {
      return new UserError(
          String.format(
              Locale.ROOT,
              "no Kafka broker answers at %s within %d s: check --bootstrap and"
                  + " kafka.security.protocol, or start one with ./flyball run --serve",
              bootstrap,
              patienceMs / 1000),
          cause);
    }
    return new UserError(
        AccessFaults.sentence(cause, bootstrap)
            .orElseGet(
                () ->
                    String.format(
                        Locale.ROOT,
                        "the broker at %s refused: %s",
                        bootstrap,
                        cause.getMessage())),
        cause);
  }

  /** What the schema registry says of a value's frame; null without a registry or frame. */
  public WriterSchema writerOf(byte[] value) {
    try {
      return registry.map(r -> r.writerOf(value)).orElse(null);
    } catch (IllegalStateException e) {
      throw new UserError(e.getMessage(), e);
    }
  }

  /** A record as the topics of this broker hold it: framed where there is a schema registry. */
  public <T extends SpecificRecord> byte[] encode(String topic, RecordCodec<T> codec, T record) {
    byte[] value = codec.encode(record);
    try {
      return registry.map(r -> r.frame(topic, record.getSchema(), value)).orElse(value);
    } catch (IllegalStateException e) {
      throw new UserError(e.getMessage(), e);
    }
  }

  @Override
  public String toString() {
    return bootstrap;
  }
}
