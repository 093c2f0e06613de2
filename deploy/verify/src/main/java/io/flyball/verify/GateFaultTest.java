package io.flyball.verify;

import io.flyball.connectors.codec.RecordCodec;
import io.flyball.jobs.deployment.CountLaw;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.gate.GateCount;
import io.flyball.jobs.gate.GateJob;
import io.flyball.jobs.gate.GateTopology;
import io.flyball.schemas.GateNext;
import io.flyball.schemas.GateReason;
import io.flyball.schemas.GateVerdict;
import io.flyball.schemas.GateVerdictKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The gate job on the actions and episodes of {@link GateLoad}. Only records move event time here:
 * the clock of an outage would pass deadlines that a calm run keeps. Whether a verdict follows from
 * its rule or its probability is checked against the load itself.
 */
public final class GateFaultTest implements JobFaultTest {
  private static final String VERDICTS = "gate.verdicts";
  private static final String NEXT = "gate.next";
  private static final String RULES =
      "{risks: {reversible: {miss: 4, block: 1}, irreversible: {miss: 9, block: 1, irreversible:"
          + " true}}, critics: 2, deadline: 1 s, fields: {battery: double}, rules: [{name: flat,"
          + " when: \"battery < 25.0 && risk == 'irreversible'\", then: block, suggestion: charge}]}";

  @Override
  public String name() {
    return GateTopology.JOB;
  }

  @Override
  public Map<String, String> inputs() {
    Map<String, String> inputs = new TreeMap<>();
    List.of(GateLoad.PROPOSALS, GateLoad.CRITIQUES, GateLoad.OUTCOMES, GateLoad.EVENTS)
        .forEach(topic -> inputs.put(topic, GateTopology.JOB));
    return inputs;
  }

  @Override
  public List<String> outputs() {
    return List.of(VERDICTS, "gate.failures", NEXT, "alerts", "dead-letters");
  }

  @Override
  public List<String> settings() {
    return List.of("gate.silence=0 s", "gate.rules=" + RULES);
  }

  @Override
  public void build(StreamExecutionEnvironment env, FlyballConfig config) {
    GateJob.build(env, config);
  }

  @Override
  public Load load(long seed, long records) {
    return new Actions(new GateLoad(seed), records);
  }

  private record Actions(GateLoad load, long records) implements Load {
    @Override
    public ProducerRecord<byte[], byte[]> at(long index) {
      return load.at(index);
    }

    @Override
    public Reading reading() {
      return new Verdicts(load, records);
    }
  }

  private static final class Verdicts implements Reading {
    private final GateLoad load;
    private final long records;
    private final RecordCodec<GateVerdict> verdicts =
        RecordCodec.of(GateVerdict.class, Integer.MAX_VALUE);
    private final RecordCodec<GateNext> moves = RecordCodec.of(GateNext.class, Integer.MAX_VALUE);
    private final SequenceLedger ledger = new SequenceLedger();
    private final Map<String, Long> perTopic = new HashMap<>();
    private long wrong;

    Verdicts(GateLoad load, long records) {
      this.load = load;
      this.records = records;
    }

    @Override
    public void see(ConsumerRecord<byte[], byte[]> output) {
      perTopic.merge(output.topic(), 1L, Long::sum);
      if (output.topic().equals(VERDICTS)) {
        GateVerdict verdict = Outputs.decode(verdicts, output);
        long action = Long.parseLong(verdict.getId().substring(1));
        ledger.came(action);
        wrong += isRight(action, verdict) ? 0 : 1;
      } else if (output.topic().equals(NEXT)) {
        GateNext move = Outputs.decode(moves, output);
        ledger.inOrder(move.getSession(), move.getTime().toEpochMilli());
      }
    }

    private boolean isRight(long action, GateVerdict told) {
      boolean irreversible = load.isIrreversible(action);
      boolean flat = irreversible && load.battery(action) < GateLoad.CHARGED;
      GateVerdictKind verdict = told.getVerdict();
      return switch (told.getReason()) {
        case RULE -> flat && verdict == GateVerdictKind.BLOCK;
        case CRITICS ->
            !flat
                && verdict
                    == (told.getProbability() >= told.getThreshold()
                        ? GateVerdictKind.EXECUTE
                        : GateVerdictKind.BLOCK);
        default ->
            !flat
                && told.getReason() == GateReason.DEADLINE
                && verdict
                    == (irreversible
                        ? GateVerdictKind.TIMEOUT_CLOSED
                        : GateVerdictKind.TIMEOUT_OPEN);
      };
    }

    /** The laws of {@link GateCount}. */
    @Override
    public List<Invariant> laws(Map<String, Long> counts, long written) {
      long actions = (records + GateLoad.EACH - 1) / GateLoad.EACH;
      List<Invariant> laws = new ArrayList<>(ledger.laws("verdicts", actions, any -> true));
      laws.add(new Invariant("verdicts that the load contradicts", 0, wrong));
      laws.add(new Invariant("records in topics = read", records, count(counts, GateCount.READ)));
      CountLaw.BY_JOB.get(GateTopology.JOB).forEach(law -> laws.add(Invariant.of(law, counts)));
      laws.add(rows(VERDICTS, counts, GateCount.VERDICTS));
      laws.add(rows("gate.failures", counts, GateCount.FAILURES));
      laws.add(rows(NEXT, counts, GateCount.MOVES));
      laws.add(rows("dead-letters", counts, GateCount.DEAD_LETTERS));
      return laws;
    }

    private Invariant rows(String topic, Map<String, Long> counts, GateCount count) {
      return new Invariant(
          "rows in " + topic + " = " + CountLaw.spoken(count),
          perTopic.getOrDefault(topic, 0L),
          count(counts, count));
    }

    private static long count(Map<String, Long> counts, GateCount count) {
      return counts.getOrDefault(count.name(), 0L);
    }
  }
}
