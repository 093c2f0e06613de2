package io.flyball.verify;

import io.flyball.bench.BanditSubject;
import io.flyball.bench.Subject.Sent;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.core.random.Draws;
import io.flyball.jobs.bandit.BanditJob;
import io.flyball.jobs.bandit.BanditTopology;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.local.run.BanditRun;
import io.flyball.schemas.Decision;
import io.flyball.schemas.PolicyEvaluation;
import io.flyball.schemas.PolicySnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The bandit job in event-time delivery: whatever happens, every decision, every outcome and every
 * published model must be the same, byte for byte. The key is the policy, the sequence number the
 * last part of a decision's id.
 */
public final class BanditFaultTest implements JobFaultTest {
  private static final int POLICIES = 97;
  private static final int FEATURES = 5;

  @Override
  public String name() {
    return BanditTopology.JOB;
  }

  @Override
  public Map<String, String> inputs() {
    return Map.of("bandit.requests", BanditTopology.JOB, "rewards", BanditTopology.JOB);
  }

  @Override
  public List<String> outputs() {
    return List.of(
        BanditJob.DECISIONS,
        BanditJob.OUTCOMES,
        BanditJob.SNAPSHOTS,
        BanditJob.EVALUATIONS,
        BanditJob.LATE,
        "alerts",
        "dead-letters");
  }

  /** Times are those of the load, whose rewards come 0.4 s after their decisions. */
  @Override
  public List<String> settings() {
    return List.of(
        "bandit.delivery=event-time",
        "bandit.out-of-orderness=1 s",
        "bandit.algorithm=lin-thompson",
        "bandit.context=" + FEATURES,
        "bandit.window=5 s",
        "bandit.hold=1 s",
        "bandit.remember=5 s",
        "bandit.publish.every=50",
        "bandit.publish.threshold=0",
        // The golden savepoint knows no times of snapshots: its first event would bring one more.
        "bandit.publish.at-least=0 s",
        "bandit.evaluate.candidates=uniform=random",
        "bandit.evaluate.every=50");
  }

  @Override
  public void build(StreamExecutionEnvironment env, FlyballConfig config) {
    BanditJob.build(env, config);
  }

  /** Avro writes a map in the order in which its JVM iterates, which is no part of what it says. */
  @Override
  public byte[] content(ConsumerRecord<byte[], byte[]> output) {
    switch (output.topic()) {
      case BanditJob.SNAPSHOTS -> {
        RecordCodec<PolicySnapshot> codec = snapshots();
        PolicySnapshot snapshot = Outputs.decode(codec, output);
        snapshot.setEvidence(new TreeMap<>(snapshot.getEvidence()));
        return codec.encode(snapshot);
      }
      case BanditJob.EVALUATIONS -> {
        RecordCodec<PolicyEvaluation> codec = RecordCodec.of(PolicyEvaluation.class);
        PolicyEvaluation evaluation = Outputs.decode(codec, output);
        evaluation.setValues(new TreeMap<>(evaluation.getValues()));
        return codec.encode(evaluation);
      }
      default -> {
        return output.value();
      }
    }
  }

  private static RecordCodec<PolicySnapshot> snapshots() {
    return RecordCodec.of(PolicySnapshot.class, Integer.MAX_VALUE);
  }

  @Override
  public Load load(long seed, long records) {
    return new Questions(new BanditSubject(seed, POLICIES, FEATURES), records);
  }

  private record Questions(BanditSubject subject, long records) implements Load {
    @Override
    public ProducerRecord<byte[], byte[]> at(long index) {
      Sent sent = subject.at(index);
      return new ProducerRecord<>(sent.topic(), sent.key(), sent.value());
    }

    @Override
    public Reading reading() {
      return new Answers(records);
    }
  }

  private static final class Answers implements Reading {
    private final long records;
    private final RecordCodec<Decision> decisions = RecordCodec.of(Decision.class);
    private final RecordCodec<PolicySnapshot> snapshots = snapshots();
    private final SequenceLedger ledger = new SequenceLedger();
    private final Map<String, Long> rows = new HashMap<>();
    private final TreeMap<String, Long> models = new TreeMap<>();

    Answers(long records) {
      this.records = records;
    }

    @Override
    public void see(ConsumerRecord<byte[], byte[]> output) {
      rows.merge(output.topic(), 1L, Long::sum);
      if (output.topic().equals(BanditJob.DECISIONS)) {
        Decision decision = Outputs.decode(decisions, output);
        long number = Long.parseLong(decision.getId().substring(decision.getId().indexOf('/') + 1));
        ledger.came(number);
        ledger.inOrder(decision.getPolicy(), number);
      } else if (output.topic().equals(BanditJob.SNAPSHOTS)) {
        PolicySnapshot snapshot = Outputs.decode(snapshots, output);
        ledger.inOrder("models of " + snapshot.getPolicy(), snapshot.getVersion());
        // Snapshots of a policy come in the order of their versions: the last one stays.
        models.put(
            snapshot.getPolicy(),
            Draws.bits(snapshot.getVersion(), snapshot.getModel().hashCode(), 0));
      }
    }

    @Override
    public List<Invariant> laws(Map<String, Long> counts, long written) {
      List<Invariant> laws =
          new ArrayList<>(ledger.laws("decisions", (records + 1) / 2, any -> true));
      laws.add(new Invariant("records in topics = read", written, counts.getOrDefault("READ", 0L)));
      BanditRun.laws(counts, rows(BanditJob.DECISIONS), rows(BanditJob.OUTCOMES))
          .forEach(law -> laws.add(Invariant.of(law)));
      laws.add(new Invariant("decisions pending", 0, counts.getOrDefault("PENDING", 0L)));
      laws.add(
          new Invariant(
              "letters in dead-letters = dead letters",
              rows("dead-letters"),
              counts.getOrDefault("DEAD_LETTERS", 0L)));
      return laws;
    }

    /** Of the newest model of every policy. */
    @Override
    public OptionalLong stateHash() {
      long hash = models.size();
      for (Map.Entry<String, Long> model : models.entrySet()) {
        hash = Draws.bits(hash, model.getValue(), Draws.hash64(model.getKey()));
      }
      return OptionalLong.of(hash >>> 33);
    }

    private long rows(String topic) {
      return rows.getOrDefault(topic, 0L);
    }
  }
}
