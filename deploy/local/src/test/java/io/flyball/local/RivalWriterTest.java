package io.flyball.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.KafkaAccess;
import io.flyball.jobs.runtime.KafkaConfig;
import io.flyball.jobs.runtime.config.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two jobs may not write with the same transactional ids; a dead one is in nobody's way. */
class RivalWriterTest {
  private static final String TOPIC = "written";
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final long CHECKPOINT_NANOS = INTERVAL.toNanos() / 2;

  private static ReadyBroker kafka;
  private static KafkaConfig config;

  @BeforeAll
  static void start() throws Exception {
    kafka = new ReadyBroker();
    config =
        Settings.load(
                FlyballConfig.class,
                Optional.empty(),
                Map.of(),
                List.of("kafka.bootstrap=" + kafka.bootstrap()))
            .kafka();
    try (Admin admin = kafka.broker().admin()) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
    }
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  private static Optional<String> rivalOf(String sink) {
    return new KafkaAccess(Set.of(), Set.of(), Set.of(), Set.of(sink + "-0-1"))
        .rival(config, INTERVAL);
  }

  private static KafkaProducer<byte[], byte[]> writer(String id) {
    KafkaProducer<byte[], byte[]> writer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrap(), "transactional.id", id),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    writer.initTransactions();
    return writer;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // what is flushed has been answered
  private static void open(KafkaProducer<byte[], byte[]> writer) {
    writer.beginTransaction();
    writer.send(new ProducerRecord<>(TOPIC, new byte[1]));
    writer.flush();
  }

  @Test
  void aJobThatWritesWithoutTransactionsHasNoRival() {
    assertThat(new KafkaAccess(Set.of(), Set.of(), Set.of(), Set.of()).rival(config, INTERVAL))
        .isEmpty();
  }

  @Test
  void whatADeadJobLeftOpenIsNoRival() {
    try (KafkaProducer<byte[], byte[]> dead = writer("flyball-dead-sink-3-17")) {
      open(dead);
      assertThat(rivalOf("flyball-dead-sink")).isEmpty();
    }
  }

  @Test
  void aJobThatBeginsTransactionsIsNamedAndOthersAreNot() throws Exception {
    AtomicBoolean running = new AtomicBoolean(true);
    try (KafkaProducer<byte[], byte[]> live = writer("flyball-live-sink-0-4");
        KafkaProducer<byte[], byte[]> slow = writer("flyball-live-sink-1-4")) {
      open(live);
      open(slow);
      Thread checkpoints =
          new Thread(
              () -> {
                while (running.get()) {
                  live.commitTransaction();
                  open(live);
                  LockSupport.parkNanos(CHECKPOINT_NANOS);
                }
              });
      checkpoints.start();
      try {
        assertThat(rivalOf("flyball-live-sink"))
            .hasValueSatisfying(
                sentence ->
                    assertThat(sentence)
                        .contains("flyball-live-sink-0-4", "stop it", "kafka.group"));
        assertThat(rivalOf("flyball-live")).isEmpty();
        assertThat(rivalOf("flyball-live-sink-2")).isEmpty();
      } finally {
        running.set(false);
        checkpoints.join();
      }
    }
  }
}
