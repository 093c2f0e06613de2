package io.flyball.bench;

import io.flyball.connectors.codec.RecordCodec;
import io.flyball.core.bandit.serve.ServingCount;
import io.flyball.core.random.Draws;
import io.flyball.jobs.bandit.BanditJob;
import io.flyball.jobs.bandit.BanditTopology;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.FlinkConfig.Backend;
import io.flyball.jobs.runtime.Tally;
import io.flyball.schemas.ArmOption;
import io.flyball.schemas.DecisionRequest;
import io.flyball.schemas.Reward;
import io.flyball.schemas.RewardKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The bandit job with 1,000 policies: LinUCB, 10 arms, 21 features. Each request is followed by the
 * reward of the request {@value #DELAY} requests before it. A record is done once it was taken in;
 * latency is that from a request to its decision.
 */
public class BanditSubject implements Subject {
  static final int DELAY = 64;
  private static final long STEP_MS = 6;
  private static final long START = Instant.parse("2001-01-01T00:00:00Z").toEpochMilli();
  private static final String REQUESTS = "bandit.requests";
  private static final String REWARDS = "rewards";

  private final long seed;
  private final int policies;
  private final int features;
  private final List<ArmOption> arms;
  private final RecordCodec<DecisionRequest> requests = RecordCodec.of(DecisionRequest.class);
  private final RecordCodec<Reward> rewards = RecordCodec.of(Reward.class);
  private final AnswerIds ids = new AnswerIds();

  public BanditSubject(long seed) {
    this(seed, 1_000, 21);
  }

  /**
   * @param policies that requests are spread over
   * @param features of a context
   */
  public BanditSubject(long seed, int policies, int features) {
    this(seed, policies, features, 10);
  }

  BanditSubject(long seed, int policies, int features, int arms) {
    this.seed = seed;
    this.policies = policies;
    this.features = features;
    this.arms =
        IntStream.range(0, arms)
            .mapToObj(arm -> new ArmOption("arm" + arm, List.of(), true, Map.of()))
            .toList();
  }

  @Override
  public String name() {
    return BanditTopology.JOB;
  }

  @Override
  public List<String> inputs() {
    return List.of(REQUESTS, REWARDS);
  }

  @Override
  public List<String> others() {
    return List.of(
        BanditJob.DECISIONS,
        BanditJob.OUTCOMES,
        BanditJob.SNAPSHOTS,
        BanditJob.EVALUATIONS,
        BanditJob.LATE,
        "bandit.observations",
        "bandit.warm-starts",
        "alerts",
        "dead-letters",
        "control");
  }

  @Override
  public String answers() {
    return BanditJob.DECISIONS;
  }

  @Override
  public Sent at(long index) {
    long number = index / 2;
    return index % 2 == 0 ? request(number) : reward(Math.max(0, number - DELAY), number);
  }

  final Sent request(long number) {
    List<Double> context = new ArrayList<>(features);
    for (int j = 0; j < features - 1; j++) {
      context.add(Draws.uniform(seed, number, 1 + j));
    }
    context.add(1.0);
    DecisionRequest request =
        DecisionRequest.newBuilder()
            .setId(id(number))
            .setTime(time(number))
            .setContext(context)
            .setArms(arms)
            .build();
    return new Sent(REQUESTS, key(number), requests.encode(request));
  }

  private Sent reward(long number, long now) {
    Reward reward =
        Reward.newBuilder()
            .setId("r" + now)
            .setTime(time(now))
            .setDecisionId(id(number))
            .setKind(RewardKind.VALUE)
            .setValue(Draws.uniform(seed, number, 0) < 0.3 ? 1.0 : 0.0)
            .build();
    return new Sent(REWARDS, key(number), rewards.encode(reward));
  }

  private String policy(long number) {
    return "policy" + (int) (policies * Draws.uniform(seed, number, 100));
  }

  private String id(long number) {
    return policy(number) + "/" + number;
  }

  private byte[] key(long number) {
    return policy(number).getBytes(StandardCharsets.UTF_8);
  }

  private static Instant time(long number) {
    return Instant.ofEpochMilli(START + number * STEP_MS);
  }

  @Override
  public long limit() {
    return 10_000_000_000L;
  }

  @Override
  public String awaits(long index) {
    return index % 2 == 0 ? id(index / 2) : null;
  }

  @Override
  public String answered(byte[] value) {
    return ids.find(value);
  }

  @Override
  public void build(StreamExecutionEnvironment env, FlyballConfig config) {
    BanditJob.build(env, config);
  }

  @Override
  public List<String> settings() {
    return List.of("bandit.algorithm=linucb:alpha=1", "bandit.context=" + features);
  }

  @Override
  public long processed(Map<String, Object> accumulators) {
    return count(accumulators, "READ_REQUESTS") + count(accumulators, "READ_REWARDS");
  }

  @Override
  public void verify(Map<String, Object> accumulators, long records) {
    Subject.require("DEAD_LETTERS", count(accumulators, "DEAD_LETTERS"), 0);
    Subject.require(
        "REPEATED_REQUESTS", count(accumulators, ServingCount.REPEATED_REQUESTS.name()), 0);
  }

  static long count(Map<String, Object> accumulators, String name) {
    return Subject.count(accumulators, Tally.accumulator(BanditTopology.JOB, name));
  }

  @Override
  public Double bar(Backend backend) {
    return backend == Backend.HEAP ? 0.4 : null;
  }

  /** Two reward windows of 10 minutes. */
  @Override
  public long steady() {
    return 400_000;
  }
}
