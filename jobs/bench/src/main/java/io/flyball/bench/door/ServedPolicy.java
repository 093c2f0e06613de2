package io.flyball.bench.door;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.flyball.connectors.codec.RecordCodec;
import io.flyball.core.bandit.Choice;
import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.ModelCodec;
import io.flyball.core.bandit.PolicyName;
import io.flyball.core.bandit.Question;
import io.flyball.core.random.Draws;
import io.flyball.schemas.PolicySnapshot;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A policy that has learnt something: SquareCB on ridge regression, 10 arms, 21 numbers. */
final class ServedPolicy {
  static final String NAME = "door";
  static final long SEED = 7;
  static final String[] ARMS = arms();

  private static final String ALGORITHM = "squarecb-ridge";
  private static final int CONTEXT = 21;
  private static final int ROUNDS = 2000;
  private static final RecordCodec<PolicySnapshot> CODEC =
      RecordCodec.of(PolicySnapshot.class, 16 << 20);

  private ServedPolicy() {}

  private static String[] arms() {
    String[] arms = new String[10];
    for (int a = 0; a < arms.length; a++) {
      arms[a] = "arm-" + a;
    }
    return arms;
  }

  /** The context of a request: four digits each, as people send them. */
  static double[] context(long request) {
    double[] context = new double[CONTEXT];
    for (int j = 0; j < CONTEXT; j++) {
      context[j] = Math.rint(1e4 * Draws.uniform(SEED, request, j)) / 1e4;
    }
    return context;
  }

  /** One that every caller may ask and teach; the same each time. */
  static Learner learner() {
    Learner learner = new Learner(PolicyName.parse(ALGORITHM, CONTEXT, 0, ARMS.length, 1_000_000));
    for (int t = 0; t < ROUNDS; t++) {
      Question question = learner.question(context(-1 - t), ARMS);
      Choice choice = learner.decide(question, Draws.uniform(SEED, t, CONTEXT));
      double mean = question.context()[choice.index()];
      learner.learn(choice.taken(), Draws.uniform(SEED, t, CONTEXT + 1) < mean ? 1 : 0);
    }
    return learner;
  }

  /** Publishes it as the bandit job does. */
  static void publish(Producer<byte[], byte[]> producer) {
    PolicySnapshot snapshot =
        PolicySnapshot.newBuilder()
            .setPolicy(NAME)
            .setVersion(1)
            .setTime(Instant.now())
            .setAlgorithm(ALGORITHM)
            .setDecided(ROUNDS)
            .setLearned(ROUNDS)
            .setModel(ByteBuffer.wrap(ModelCodec.bytes(learner().model())))
            .setEvidence(Map.of("changes", 2.0 * ROUNDS))
            .setSeed(SEED)
            .setBornArms(ARMS.length)
            .build();
    var unused =
        producer.send(
            new ProducerRecord<>("bandit.snapshots", NAME.getBytes(UTF_8), CODEC.encode(snapshot)));
    producer.flush();
  }
}
