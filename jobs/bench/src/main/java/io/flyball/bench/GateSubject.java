package io.flyball.bench;

import io.flyball.connectors.codec.RecordCodec;
import io.flyball.core.random.Draws;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.gate.GateCount;
import io.flyball.jobs.gate.GateJob;
import io.flyball.jobs.gate.GateTopology;
import io.flyball.jobs.runtime.FlinkConfig.Backend;
import io.flyball.jobs.runtime.Tally;
import io.flyball.schemas.GateCritique;
import io.flyball.schemas.GateOutcome;
import io.flyball.schemas.GateProposal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The gate job on actions of 100,000 sessions, each proposed, judged by one of ten critics, and
 * told its outcome: three records an action, a millisecond apart. Latency is that from a proposal
 * to its verdict, which waits for the critique behind it and for event time.
 */
public class GateSubject implements Subject {
  private static final String PROPOSALS = "gate.proposals";
  private static final String CRITIQUES = "gate.critiques";
  private static final String OUTCOMES = "gate.outcomes";
  private static final String VERDICTS = "gate.verdicts";
  private static final long START = Instant.parse("2001-01-01T00:00:00Z").toEpochMilli();
  private static final int EACH = 3;
  private static final int SESSIONS = 100_000;
  private static final int CRITICS = 10;
  private static final double RIGHT = .8;

  /** More than come in the 100 ms by which event time stays behind. */
  private static final long TAIL = 500;

  private final long seed;
  private final RecordCodec<GateProposal> proposals = RecordCodec.of(GateProposal.class);
  private final RecordCodec<GateCritique> critiques = RecordCodec.of(GateCritique.class);
  private final RecordCodec<GateOutcome> outcomes = RecordCodec.of(GateOutcome.class);
  private final AnswerIds ids = new AnswerIds();

  public GateSubject(long seed) {
    this.seed = seed;
  }

  @Override
  public String name() {
    return GateTopology.JOB;
  }

  @Override
  public List<String> inputs() {
    return List.of(PROPOSALS, CRITIQUES, OUTCOMES);
  }

  @Override
  public List<String> others() {
    return List.of(
        "gate.events", VERDICTS, "gate.failures", "gate.next", "alerts", "dead-letters", "control");
  }

  @Override
  public String answers() {
    return VERDICTS;
  }

  @Override
  public Sent at(long index) {
    long action = index / EACH;
    String id = id(action);
    byte[] key = AttributedLoad.bytes(id);
    Instant time = time(index);
    boolean right = Draws.uniform(seed, action, 0) < RIGHT;
    return switch ((int) (index % EACH)) {
      case 0 -> proposal(action, time);
      case 1 ->
          new Sent(
              CRITIQUES,
              key,
              critiques.encode(
                  GateCritique.newBuilder()
                      .setActionId(id)
                      .setTime(time)
                      .setCritic("c" + action % CRITICS)
                      .setProbability(probability(action, right))
                      .build()));
      default ->
          new Sent(
              OUTCOMES,
              key,
              outcomes.encode(
                  GateOutcome.newBuilder().setActionId(id).setTime(time).setRight(right).build()));
    };
  }

  final Sent proposal(long action, Instant time) {
    return new Sent(
        PROPOSALS,
        AttributedLoad.bytes(id(action)),
        proposals.encode(
            GateProposal.newBuilder()
                .setActionId(id(action))
                .setTime(time)
                .setSession("s" + action % SESSIONS)
                .setRisk(action % 4 == 0 ? "irreversible" : "reversible")
                .setFields(Map.of("speed", Draws.uniform(seed, action, 1)))
                .build()));
  }

  private static String id(long action) {
    return "a" + action;
  }

  /** The time of the record at an index. */
  static Instant time(long index) {
    return Instant.ofEpochMilli(START + index);
  }

  /** Higher for right actions, as a critic that can tell them. */
  private double probability(long action, boolean right) {
    double u = Draws.uniform(seed, action, 2) / 2;
    return right ? 1 - u : u;
  }

  @Override
  public long limit() {
    return Instant.parse("2090-01-01T00:00:00Z").toEpochMilli() - START;
  }

  @Override
  public String awaits(long index) {
    return index % EACH == 0 ? id(index / EACH) : null;
  }

  @Override
  public String answered(byte[] value) {
    return ids.find(value);
  }

  @Override
  public Double latencyBar(Backend backend, long records) {
    return backend == Backend.HEAP ? 5.0 : null;
  }

  /**
   * No episode has events here. A silent topic counts as idle after {@code kafka.idle-after}; a
   * second instead of a minute shows a job that has been up for longer.
   */
  @Override
  public List<String> settings() {
    return List.of("kafka.idle-after=1 s");
  }

  @Override
  public void build(StreamExecutionEnvironment env, FlyballConfig config) {
    GateJob.build(env, config);
  }

  @Override
  public long processed(Map<String, Object> accumulators) {
    return done(accumulators, EACH * count(accumulators, GateCount.PENDING));
  }

  /** A record is done when it no longer waits; of an action without a verdict none is. */
  static long done(Map<String, Object> accumulators, long undecided) {
    return Subject.done(
        count(accumulators, GateCount.TAKEN) + count(accumulators, GateCount.DEAD_LETTERS),
        count(accumulators, GateCount.WAITING) + undecided,
        TAIL);
  }

  @Override
  public void verify(Map<String, Object> accumulators, long records) {
    Subject.require("TAKEN", count(accumulators, GateCount.TAKEN), records);
    Subject.require("DEAD_LETTERS", count(accumulators, GateCount.DEAD_LETTERS), 0);
    Subject.require("REPEATED", count(accumulators, GateCount.REPEATED), 0);
  }

  static long count(Map<String, Object> accumulators, GateCount count) {
    return Subject.count(accumulators, Tally.accumulator(GateTopology.JOB, count.name()));
  }

  @Override
  public Double bar(Backend backend) {
    return null;
  }

  /** Actions of an hour are remembered: {@code gate.keep} at a record a millisecond. */
  @Override
  public long steady() {
    return 3_600_000;
  }
}
