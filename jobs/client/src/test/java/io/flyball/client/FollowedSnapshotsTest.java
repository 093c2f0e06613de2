package io.flyball.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.codec.RecordCodec;
import io.flyball.core.bandit.join.Mode;
import io.flyball.schemas.ControlUpdate;
import io.flyball.schemas.PolicySnapshot;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which snapshots and control updates of a real broker a client serves by. */
@Timeout(180)
class FollowedSnapshotsTest extends WithClient {
  @Test
  void aSnapshotThatTheJobDoesNotFollowUpFallsBackUntilTheNextOneComes() {
    Born born = new Born("stale", "bandit.algorithm=softmax");
    born.publish(clock.instant());
    try (Flyball flyball = builder("stale").staleAfter(Duration.ofMinutes(2)).build()) {
      awaitVersion(flyball, "stale", 1);
      clock.advance(Duration.ofDays(3));
      assertThat(flyball.status("stale").stale()).as("nobody has asked").isFalse();
      assertThat(flyball.decide(ask("stale/0")).source()).isEqualTo(Source.SNAPSHOT);
      clock.advance(Duration.ofMinutes(2));
      assertThat(flyball.decide(ask("stale/1")).source()).isEqualTo(Source.SNAPSHOT);
      clock.advance(Duration.ofMillis(1));
      Chosen late = flyball.decide(ask("stale/2"));
      assertThat(late.source()).isEqualTo(Source.FALLBACK_STALE);
      assertThat(late.propensity()).isEqualTo(1 / 3.0);
      assertThat(flyball.status("stale").stale()).isTrue();
      born.publish(clock.instant());
      awaitVersion(flyball, "stale", 2);
      assertThat(flyball.decide(ask("stale/3")).source()).isEqualTo(Source.SNAPSHOT);
      assertThat(flyball.status("stale").stale()).isFalse();
    }
  }

  @Test
  void aPolicyThatIsHeldIsServedAndMarked() {
    Born born = new Born("held", "bandit.algorithm=softmax");
    PolicySnapshot held = born.snapshot(clock.instant()).setHeld(true).build();
    SharedBroker.send(Born.SNAPSHOTS, "held", held);
    try (Flyball flyball = builder("held").build()) {
      awaitVersion(flyball, "held", 1);
      assertThat(flyball.decide(ask("held/1")).source()).isEqualTo(Source.SNAPSHOT);
      assertThat(flyball.status("held").held()).isTrue();
    }
  }

  @Test
  void aBrokenSnapshotIsCountedAndTheOneBeforeStays() {
    Born born = new Born("broken", "bandit.algorithm=softmax");
    born.publish(clock.instant());
    try (Flyball flyball = builder("broken").build()) {
      awaitVersion(flyball, "broken", 1);
      SharedBroker.send(Born.SNAPSHOTS, "broken", new byte[] {1, 2, 3});
      PolicySnapshot cut = born.snapshot(clock.instant()).build();
      byte[] model = new byte[cut.getModel().remaining() - 9];
      cut.getModel().duplicate().get(model);
      cut.setModel(ByteBuffer.wrap(model));
      SharedBroker.send(Born.SNAPSHOTS, "broken", cut);
      SharedBroker.send(
          Born.SNAPSHOTS, "broken", born.snapshot(clock.instant()).setAlgorithm("linucb").build());
      SharedBroker.send(
          Born.SNAPSHOTS, "broken", born.snapshot(clock.instant()).setBornArms(0).build());
      SharedBroker.await("four faults", () -> flyball.status("broken").broken() == 4);
      PolicyStatus status = flyball.status("broken");
      assertThat(status.version()).isOne();
      assertThat(status.fault().orElseThrow()).contains("snapshot 4", "before schema version 2");
      assertThat(flyball.decide(ask("broken/1")).snapshotVersion()).isOne();
      born.publish(clock.instant());
      awaitVersion(flyball, "broken", 5);
      assertThat(flyball.status("broken").fault()).isEmpty();
    }
  }

  @Test
  void shardsAndOlderVersionsAndAbortedTransactionsAreNotServed() throws Exception {
    Born born = new Born("exact", "bandit.algorithm=softmax");
    PolicySnapshot first = born.snapshot(clock.instant()).build();
    SharedBroker.send(Born.SNAPSHOTS, "exact", born.snapshot(clock.instant()).build());
    SharedBroker.send(Born.SNAPSHOTS, "exact", first);
    SharedBroker.send(
        Born.SNAPSHOTS, "exact#0", born.snapshot(clock.instant()).setShard(0).build());
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            SharedBroker.bootstrap(),
            "transactional.id",
            "exact",
            "key.serializer",
            ByteArraySerializer.class,
            "value.serializer",
            ByteArraySerializer.class);
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings)) {
      producer.initTransactions();
      producer.beginTransaction();
      byte[] value =
          RecordCodec.of(PolicySnapshot.class)
              .encode(born.snapshot(clock.instant()).setVersion(99).build());
      producer.send(new ProducerRecord<>(Born.SNAPSHOTS, "exact".getBytes(UTF_8), value)).get();
      producer.abortTransaction();
    }
    try (Flyball flyball = builder("exact").build()) {
      assertThat(flyball.awaitReady(PATIENCE)).isTrue();
      assertThat(flyball.status("exact").version()).isEqualTo(2);
      assertThat(flyball.status("exact").broken()).isZero();
    }
  }

  @Test
  void controlChangesTheModeBeforeTheNextSnapshot() {
    Born born = new Born("steered", "bandit.algorithm=softmax");
    born.publish(clock.instant());
    try (Flyball flyball = builder("steered").build()) {
      awaitVersion(flyball, "steered", 1);
      SharedBroker.send(
          "control",
          "bandit/steered",
          new ControlUpdate(
              "bandit/steered", 1L, clock.instant(), Map.of("mode", "logging-only"), null));
      SharedBroker.await(
          "the mode", () -> flyball.status("steered").mode().orElseThrow() == Mode.LOGGING_ONLY);
      assertThat(flyball.decide(ask("steered/1")).source()).isEqualTo(Source.BASELINE);
    }
  }
}
