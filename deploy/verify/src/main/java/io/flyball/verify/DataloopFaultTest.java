package io.flyball.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.flyball.connectors.codec.RecordCodec;
import io.flyball.connectors.file.FileRecord;
import io.flyball.jobs.dataloop.DataloopCount;
import io.flyball.jobs.dataloop.DataloopJob;
import io.flyball.jobs.dataloop.DataloopTopology;
import io.flyball.jobs.deployment.CountLaw;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.schemas.DataProbe;
import io.flyball.schemas.DataSample;
import io.flyball.schemas.DataVote;
import io.flyball.schemas.SearchState;
import io.flyball.schemas.SearchStep;
import io.flyball.schemas.TaskPlan;
import io.flyball.schemas.TaskTransition;
import io.flyball.tools.dataloop.DrawnRounds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The dataloop job on the samples, searches and tasks of {@link DrawnRounds}. The verdict of each
 * sample and its way are checked against the load itself.
 */
public final class DataloopFaultTest implements JobFaultTest {
  private static final String TRAIN = "dataloop.train";
  private static final String EXPAND = "dataloop.expand";
  private static final String DROP = "dataloop.drop";
  private static final String SEARCHES = "search.states";
  private static final String PLANS = "learner.plans";

  @Override
  public String name() {
    return DataloopTopology.JOB;
  }

  @Override
  public Map<String, String> inputs() {
    Map<String, String> inputs = new TreeMap<>();
    List.of(DrawnRounds.PROBES, DrawnRounds.VOTES, DrawnRounds.STEPS, DrawnRounds.TRANSITIONS)
        .forEach(topic -> inputs.put(topic, DataloopTopology.JOB));
    return inputs;
  }

  @Override
  public List<String> outputs() {
    return List.of(
        TRAIN, EXPAND, DROP, "dataloop.rates", SEARCHES, PLANS, "alerts", "dead-letters");
  }

  @Override
  public List<String> settings() {
    return List.of(
        "dataloop.out-of-orderness=1 s",
        "dataloop.samples.deadline=20 s",
        "dataloop.samples.window=30 s");
  }

  @Override
  public void build(StreamExecutionEnvironment env, FlyballConfig config) {
    DataloopJob.build(env, config);
  }

  @Override
  public Load load(long seed, long records) {
    return new Rounds(new DrawnRounds(seed), records);
  }

  private record Rounds(DrawnRounds load, long records) implements Load {
    private static final RecordCodec<DataProbe> PROBE = RecordCodec.of(DataProbe.class);
    private static final RecordCodec<DataVote> VOTE = RecordCodec.of(DataVote.class);
    private static final RecordCodec<SearchStep> STEP = RecordCodec.of(SearchStep.class);
    private static final RecordCodec<TaskTransition> TRANSITION =
        RecordCodec.of(TaskTransition.class);

    @Override
    public ProducerRecord<byte[], byte[]> at(long index) {
      FileRecord drawn = load.at(index);
      return new ProducerRecord<>(
          drawn.topic(), drawn.key().getBytes(UTF_8), encode(drawn.record()));
    }

    private static byte[] encode(SpecificRecord record) {
      if (record instanceof DataProbe probe) {
        return PROBE.encode(probe);
      }
      if (record instanceof DataVote vote) {
        return VOTE.encode(vote);
      }
      return record instanceof SearchStep step
          ? STEP.encode(step)
          : TRANSITION.encode((TaskTransition) record);
    }

    @Override
    public Reading reading() {
      return new Samples(load, records);
    }
  }

  private static final class Samples implements Reading {
    private final DrawnRounds load;
    private final long records;
    private final RecordCodec<DataSample> samples =
        RecordCodec.of(DataSample.class, Integer.MAX_VALUE);
    private final RecordCodec<SearchState> searches =
        RecordCodec.of(SearchState.class, Integer.MAX_VALUE);
    private final RecordCodec<TaskPlan> plans = RecordCodec.of(TaskPlan.class, Integer.MAX_VALUE);
    private final SequenceLedger ledger = new SequenceLedger();
    private final Map<String, Long> perTopic = new HashMap<>();
    private long wrong;

    Samples(DrawnRounds load, long records) {
      this.load = load;
      this.records = records;
    }

    @Override
    public void see(ConsumerRecord<byte[], byte[]> output) {
      perTopic.merge(output.topic(), 1L, Long::sum);
      switch (output.topic()) {
        case TRAIN, EXPAND, DROP -> {
          DataSample sample = Outputs.decode(samples, output);
          long round = Long.parseLong(sample.getId().substring(1));
          ledger.came(round);
          wrong += isRight(round, sample, output.topic()) ? 0 : 1;
        }
        case SEARCHES -> {
          SearchState state = Outputs.decode(searches, output);
          ledger.inOrder(state.getSearch(), state.getTime().toEpochMilli());
        }
        case PLANS -> {
          TaskPlan plan = Outputs.decode(plans, output);
          ledger.inOrder(plan.getTask(), plan.getVersion());
        }
        default -> {}
      }
    }

    /** A last sample may lack votes: its load ends before them. */
    private boolean isRight(long round, DataSample sample, String topic) {
      String way =
          switch (sample.getVerdict()) {
            case BORDERLINE, ORIGINAL_INCORRECT, BOTH_CORRECT -> TRAIN;
            case MODEL_INCORRECT, BOTH_INCORRECT -> EXPAND;
            case MASTERED, FAILED -> DROP;
          };
      boolean whole = (round + 1) * DrawnRounds.EACH <= records;
      return topic.equals(way) && (!whole || sample.getVerdict() == load.verdict(round));
    }

    /** The laws of {@link DataloopCount}. */
    @Override
    public List<Invariant> laws(Map<String, Long> counts, long written) {
      long rounds = (records + DrawnRounds.EACH - 1) / DrawnRounds.EACH;
      List<Invariant> laws = new ArrayList<>(ledger.laws("samples", rounds, any -> true));
      laws.add(new Invariant("samples that the load contradicts", 0, wrong));
      laws.add(
          new Invariant("records in topics = read", records, count(counts, DataloopCount.READ)));
      CountLaw.BY_JOB.get(DataloopTopology.JOB).forEach(law -> laws.add(Invariant.of(law, counts)));
      laws.add(rows(TRAIN, counts, DataloopCount.TRAINED));
      laws.add(rows(EXPAND, counts, DataloopCount.EXPANDED));
      laws.add(rows(DROP, counts, DataloopCount.DROPPED));
      laws.add(rows(SEARCHES, counts, DataloopCount.SEARCH_STATES));
      laws.add(rows(PLANS, counts, DataloopCount.PLANS));
      laws.add(rows("dead-letters", counts, DataloopCount.DEAD_LETTERS, DataloopCount.REFUSED));
      return laws;
    }

    private Invariant rows(String topic, Map<String, Long> counts, DataloopCount... parts) {
      long sum = 0;
      List<String> names = new ArrayList<>();
      for (DataloopCount part : parts) {
        sum += count(counts, part);
        names.add(CountLaw.spoken(part));
      }
      return new Invariant(
          "rows in " + topic + " = " + String.join(" + ", names),
          perTopic.getOrDefault(topic, 0L),
          sum);
    }

    private static long count(Map<String, Long> counts, DataloopCount count) {
      return counts.getOrDefault(count.name(), 0L);
    }
  }
}
