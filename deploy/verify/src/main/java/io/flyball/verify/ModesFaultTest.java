package io.flyball.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.flyball.bench.ModesLoad;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.modes.ModesCount;
import io.flyball.jobs.modes.ModesJob;
import io.flyball.jobs.modes.ModesTopology;
import io.flyball.schemas.ModeDiversity;
import io.flyball.schemas.ModeObservation;
import io.flyball.schemas.ModeState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The modes job. States, symbols and values of {@link ModesLoad}: the key is the entity, the
 * sequence number stands in the observation's id, and each observation tells its entity's mode
 * once. What an entity is said to have left, and for how long it was there, is checked against the
 * load itself.
 */
public final class ModesFaultTest implements JobFaultTest {
  private static final String OBSERVATIONS = "modes.observations";
  private static final String STATES = "modes.states";
  private static final String DIVERSITY = "modes.diversity";
  private static final int ENTITIES = 150;
  private static final long STEP_MS = 2_000;

  @Override
  public String name() {
    return ModesTopology.JOB;
  }

  @Override
  public Map<String, String> inputs() {
    return Map.of(OBSERVATIONS, ModesTopology.JOB);
  }

  @Override
  public List<String> outputs() {
    return List.of(STATES, "modes.rates", DIVERSITY, "alerts", "dead-letters");
  }

  @Override
  public List<String> settings() {
    List<String> settings = new ArrayList<>(Arrays.asList(ModesLoad.model()));
    settings.addAll(
        List.of("modes.rates.window=10 min", "modes.rates.least=10", "modes.diversity.window=1 h"));
    return settings;
  }

  @Override
  public void build(StreamExecutionEnvironment env, FlyballConfig config) {
    ModesJob.build(env, config);
  }

  /** Avro writes a map in the order in which its JVM iterates, which is no part of what it says. */
  @Override
  public byte[] content(ConsumerRecord<byte[], byte[]> output) {
    if (!output.topic().equals(DIVERSITY)) {
      return output.value();
    }
    RecordCodec<ModeDiversity> codec = RecordCodec.of(ModeDiversity.class, Integer.MAX_VALUE);
    ModeDiversity row = Outputs.decode(codec, output);
    row.setScores(new TreeMap<>(row.getScores()));
    return codec.encode(row);
  }

  @Override
  public Load load(long seed, long records) {
    return new Looks(new ModesLoad(seed, ENTITIES, STEP_MS), records);
  }

  private record Looks(ModesLoad load, long records) implements Load {
    private static final RecordCodec<ModeObservation> CODEC = RecordCodec.of(ModeObservation.class);

    @Override
    public ProducerRecord<byte[], byte[]> at(long index) {
      ModeObservation seen = load.at(index);
      return new ProducerRecord<>(
          OBSERVATIONS, seen.getEntity().getBytes(UTF_8), CODEC.encode(seen));
    }

    @Override
    public Reading reading() {
      return new States(load, records);
    }
  }

  private static final class States implements Reading {
    private final ModesLoad load;
    private final long records;
    private final RecordCodec<ModeState> codec = RecordCodec.of(ModeState.class, Integer.MAX_VALUE);
    private final SequenceLedger ledger = new SequenceLedger();
    private final Map<String, Long> perTopic = new HashMap<>();
    private long wrong;

    States(ModesLoad load, long records) {
      this.load = load;
      this.records = records;
    }

    @Override
    public void see(ConsumerRecord<byte[], byte[]> output) {
      perTopic.merge(output.topic(), 1L, Long::sum);
      if (output.topic().equals(STATES)) {
        ModeState state = Outputs.decode(codec, output);
        long index = Long.parseLong(state.getId().substring(1));
        ledger.came(index);
        ledger.inOrder(state.getEntity(), index);
        wrong += isRight(index, state) ? 0 : 1;
      }
    }

    /**
     * A state is what was seen; it was left where the look before saw another, after the time since
     * the first look of that stay. A posterior is a law, and its mode is the likeliest of it.
     */
    private boolean isRight(long index, ModeState state) {
      ModeObservation seen = load.at(index);
      if (seen.getState() != null) {
        Integer before = index < ENTITIES ? null : load.at(index - ENTITIES).getState();
        boolean left = before != null && !before.equals(seen.getState());
        return state.getMode() == seen.getState()
            && (left
                ? before.equals(state.getLeft()) && state.getDwellMs() == stay(index - ENTITIES)
                : state.getLeft() == null && state.getDwellMs() == null);
      }
      List<Double> law = state.getPosterior();
      if (seen.getSymbol() == null) {
        return state.getMode() == -1 && law.isEmpty() && state.getLevel() != null;
      }
      double sum = law.stream().mapToDouble(Double::doubleValue).sum();
      double most = law.stream().mapToDouble(Double::doubleValue).max().orElse(0);
      return Math.abs(sum - 1) < 1e-9 && law.get(state.getMode()) == most;
    }

    /** From the first look of the stay that a look belongs to until the look after it. */
    private long stay(long last) {
      long first = last;
      Integer mode = load.at(last).getState();
      while (first >= ENTITIES && load.at(first - ENTITIES).getState().equals(mode)) {
        first -= ENTITIES;
      }
      return (last + ENTITIES - first) * STEP_MS;
    }

    /** The laws of {@link ModesCount}. */
    @Override
    public List<Invariant> laws(Map<String, Long> counts, long written) {
      List<Invariant> laws = new ArrayList<>(ledger.laws("observations", records, any -> true));
      laws.add(new Invariant("states that the load contradicts", 0, wrong));
      laws.add(new Invariant("records in topics = read", written, sum(counts, ModesCount.READ)));
      laws.add(
          new Invariant(
              "read = taken + passed over + dead letters",
              sum(counts, ModesCount.READ),
              sum(counts, ModesCount.TAKEN, ModesCount.PASSED_OVER, ModesCount.DEAD_LETTERS)));
      laws.add(
          new Invariant(
              "taken = applied + repeated + refused + waiting",
              sum(counts, ModesCount.TAKEN),
              sum(
                  counts,
                  ModesCount.APPLIED,
                  ModesCount.REPEATED,
                  ModesCount.REFUSED,
                  ModesCount.WAITING)));
      laws.add(
          new Invariant(
              "states = applied",
              perTopic.getOrDefault(STATES, 0L),
              sum(counts, ModesCount.APPLIED)));
      laws.add(
          new Invariant(
              "rows in modes.rates = windows of rates",
              perTopic.getOrDefault("modes.rates", 0L),
              sum(counts, ModesCount.RATE_WINDOWS)));
      laws.add(
          new Invariant(
              "letters in dead-letters = dead letters + refused",
              perTopic.getOrDefault("dead-letters", 0L),
              sum(counts, ModesCount.DEAD_LETTERS, ModesCount.REFUSED)));
      return laws;
    }

    private static long sum(Map<String, Long> counts, ModesCount... which) {
      long sum = 0;
      for (ModesCount count : which) {
        sum += counts.getOrDefault(count.name(), 0L);
      }
      return sum;
    }
  }
}
