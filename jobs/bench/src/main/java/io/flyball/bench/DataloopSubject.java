package io.flyball.bench;

import io.flyball.connectors.codec.RecordCodec;
import io.flyball.core.random.Draws;
import io.flyball.jobs.dataloop.DataloopCount;
import io.flyball.jobs.dataloop.DataloopJob;
import io.flyball.jobs.dataloop.DataloopTopology;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.FlinkConfig.Backend;
import io.flyball.jobs.runtime.Tally;
import io.flyball.schemas.DataProbe;
import io.flyball.schemas.DataVote;
import io.flyball.schemas.LabelOpinion;
import io.flyball.schemas.SearchStep;
import io.flyball.schemas.TaskTransition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The dataloop job on samples with three votes each, searches of a hundred nodes, and steps of
 * 100,000 tasks: six records a sample, a millisecond apart.
 */
public final class DataloopSubject implements Subject {
  private static final String PROBES = "dataloop.probes";
  private static final String VOTES = "dataloop.votes";
  private static final String STEPS = "search.steps";
  private static final String TRANSITIONS = "learner.transitions";
  private static final String TRAIN = "dataloop.train";
  private static final long START = Instant.parse("2001-01-01T00:00:00Z").toEpochMilli();
  private static final int EACH = 6;
  private static final int JUDGES = 3;
  private static final int NODES = 100;
  private static final int TASKS = 100_000;
  private static final int STATES = 3;
  private static final double RIGHT = .8;

  /** More than come in the minute by which event time stays behind. */
  private static final long TAIL = 61_000;

  private final long seed;
  private final RecordCodec<DataProbe> probes = RecordCodec.of(DataProbe.class);
  private final RecordCodec<DataVote> votes = RecordCodec.of(DataVote.class);
  private final RecordCodec<SearchStep> steps = RecordCodec.of(SearchStep.class);
  private final RecordCodec<TaskTransition> transitions = RecordCodec.of(TaskTransition.class);

  public DataloopSubject(long seed) {
    this.seed = seed;
  }

  @Override
  public String name() {
    return DataloopTopology.JOB;
  }

  @Override
  public List<String> inputs() {
    return List.of(PROBES, VOTES, STEPS, TRANSITIONS);
  }

  @Override
  public List<String> others() {
    return List.of(
        TRAIN,
        "dataloop.expand",
        "dataloop.drop",
        "dataloop.rates",
        "search.states",
        "learner.plans",
        "alerts",
        "dead-letters",
        "control");
  }

  @Override
  public String answers() {
    return TRAIN;
  }

  @Override
  public Sent at(long index) {
    long round = index / EACH;
    int slot = (int) (index % EACH);
    Instant time = Instant.ofEpochMilli(START + index);
    String id = "r" + index;
    return switch (slot) {
      case 0 -> probe(round, id, time);
      case 1, 2, 3 -> vote(round, slot, id, time);
      case 4 -> step(round, id, time);
      default -> transition(round, id, time);
    };
  }

  private Sent probe(long round, String id, Instant time) {
    String sample = "s" + round;
    return new Sent(
        PROBES,
        AttributedLoad.bytes(sample),
        probes.encode(
            DataProbe.newBuilder()
                .setId(id)
                .setTime(time)
                .setSample(sample)
                .setSource("source-" + round % 100)
                .setCapability("capability-" + round % 100)
                .setLabel(List.of("a"))
                .setAnswer(List.of("b"))
                .setLogProbability(-5)
                .setTokens(10)
                .build()));
  }

  private Sent vote(long round, int judge, String id, Instant time) {
    String sample = "s" + round;
    boolean right = Draws.uniform(seed, round, judge) < RIGHT;
    return new Sent(
        VOTES,
        AttributedLoad.bytes(sample),
        votes.encode(
            DataVote.newBuilder()
                .setId(id)
                .setTime(time)
                .setSample(sample)
                .setJudge("j" + judge)
                .setOpinion(
                    right ? LabelOpinion.RESPONSE1_INCORRECT : LabelOpinion.RESPONSE2_INCORRECT)
                .build()));
  }

  /** A node below one that came before, with its reward. */
  private Sent step(long round, String id, Instant time) {
    String search = "q" + round / NODES;
    long node = round % NODES;
    long parent = (long) (node * Draws.uniform(seed, round, 0));
    return new Sent(
        STEPS,
        AttributedLoad.bytes(search),
        steps.encode(
            SearchStep.newBuilder()
                .setId(id)
                .setTime(time)
                .setSearch(search)
                .setNode("n" + node)
                .setParent(node == 0 ? "" : "n" + parent)
                .setReward(200 * Draws.uniform(seed, round, JUDGES + 1) - 100)
                .build()));
  }

  private Sent transition(long round, String id, Instant time) {
    String task = "t" + round % TASKS;
    long number = round / TASKS;
    return new Sent(
        TRANSITIONS,
        AttributedLoad.bytes(task),
        transitions.encode(
            TaskTransition.newBuilder()
                .setId(id)
                .setTime(time)
                .setTask(task)
                .setState("x" + number % STATES)
                .setAction("u" + (Draws.uniform(seed, round, JUDGES + 2) < .5 ? 0 : 1))
                .setReward((double) (number % STATES))
                .setNext("x" + (number + 1) % STATES)
                .build()));
  }

  @Override
  public long limit() {
    return Instant.parse("2090-01-01T00:00:00Z").toEpochMilli() - START;
  }

  /** A sample waits for event time: it comes with the records after it. */
  @Override
  public boolean awaitsAnswers() {
    return false;
  }

  @Override
  public void build(StreamExecutionEnvironment env, FlyballConfig config) {
    DataloopJob.build(env, config);
  }

  @Override
  public List<String> settings() {
    return List.of("dataloop.forget=1 h");
  }

  @Override
  public long processed(Map<String, Object> accumulators) {
    return Subject.done(
        count(accumulators, DataloopCount.TAKEN) + count(accumulators, DataloopCount.DEAD_LETTERS),
        count(accumulators, DataloopCount.WAITING),
        TAIL);
  }

  @Override
  public void verify(Map<String, Object> accumulators, long records) {
    Subject.require("TAKEN", count(accumulators, DataloopCount.TAKEN), records);
    Subject.require("DEAD_LETTERS", count(accumulators, DataloopCount.DEAD_LETTERS), 0);
    Subject.require("REFUSED", count(accumulators, DataloopCount.REFUSED), 0);
    Subject.require("REPEATED", count(accumulators, DataloopCount.REPEATED), 0);
  }

  private static long count(Map<String, Object> accumulators, DataloopCount count) {
    return Subject.count(accumulators, Tally.accumulator(DataloopTopology.JOB, count.name()));
  }

  @Override
  public Double bar(Backend backend) {
    return null;
  }

  /** Samples, searches and tasks of an hour are remembered, at a record a millisecond. */
  @Override
  public long steady() {
    return 3_600_000;
  }
}
