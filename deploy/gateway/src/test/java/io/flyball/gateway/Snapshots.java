package io.flyball.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.flyball.connectors.codec.RecordCodec;
import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.ModelCodec;
import io.flyball.core.bandit.PolicyName;
import io.flyball.core.bandit.Question;
import io.flyball.local.ReadyBroker;
import io.flyball.schemas.PolicySnapshot;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Snapshots as the bandit job publishes them, of a policy that prefers arm b. */
final class Snapshots {
  static final String ALGORITHM = "softmax";
  private static final RecordCodec<PolicySnapshot> CODEC =
      RecordCodec.of(PolicySnapshot.class, 16 << 20);

  private Snapshots() {}

  /** Version 1, published now, of arms a, b and c. */
  static PolicySnapshot.Builder of(String policy) {
    Learner learner = new Learner(PolicyName.parse(ALGORITHM, 0, 0, 3, 1_000_000));
    for (int i = 0; i < 20; i++) {
      Question question = learner.question(new double[0], "a", "b", "c");
      AssignedArm taken = learner.decided(question, i % 3, 1.0 / 3);
      learner.learn(taken, i % 3 == 1 ? 1 : 0);
    }
    return PolicySnapshot.newBuilder()
        .setPolicy(policy)
        .setVersion(1)
        .setTime(Instant.now())
        .setAlgorithm(ALGORITHM)
        .setDecided(20)
        .setLearned(20)
        .setModel(ByteBuffer.wrap(ModelCodec.bytes(learner.model())))
        .setEvidence(Map.of("changes", 40.0))
        .setSeed(7)
        .setBornArms(3);
  }

  static void publish(PolicySnapshot snapshot) {
    ReadyBroker.send(
        SharedBroker.bootstrap(),
        List.of(
            new ProducerRecord<>(
                "bandit.snapshots", snapshot.getPolicy().getBytes(UTF_8), CODEC.encode(snapshot))));
  }
}
