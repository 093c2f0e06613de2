package io.flyball.cli.bandit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.connectors.codec.kafka.TopicCatalogue;
import io.flyball.core.bandit.serve.ServingCount;
import io.flyball.jobs.bandit.BanditJob;
import io.flyball.jobs.bandit.BanditTopology;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.Tally;
import io.flyball.jobs.runtime.config.Settings;
import io.flyball.local.ReadyBroker;
import io.flyball.schemas.ArmOption;
import io.flyball.schemas.ControlUpdate;
import io.flyball.schemas.DeadLetter;
import io.flyball.schemas.Decision;
import io.flyball.schemas.DecisionMode;
import io.flyball.schemas.DecisionOutcome;
import io.flyball.schemas.DecisionRequest;
import io.flyball.schemas.OutcomeStatus;
import io.flyball.schemas.PolicySnapshot;
import io.flyball.schemas.Reward;
import io.flyball.schemas.RewardKind;
import io.flyball.tools.kafka.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The bandit job on a real broker, asked and rewarded from outside; its policies are in shards. */
class BanditLoopTest {
  private static final long PATIENCE_NANOS = Duration.ofMinutes(2).toNanos();
  private static final List<ArmOption> ARMS =
      List.of(
          new ArmOption("a", List.of(), true, Map.of()),
          new ArmOption("b", List.of(), true, Map.of()));

  private static ReadyBroker kafka;
  private static JobClient job;

  @BeforeAll
  static void start() throws Exception {
    kafka = new ReadyBroker();
    Topics.create(kafka.broker(), TopicCatalogue.load().topics());
    FlyballConfig config =
        Settings.load(
            FlyballConfig.class,
            Optional.empty(),
            Map.of(),
            List.of(
                "kafka.bootstrap=" + kafka.bootstrap(),
                "flink.checkpoint-interval=1 s",
                "bandit.algorithm=epsilon-greedy",
                "bandit.shards=2",
                "bandit.exchange-every=20",
                "bandit.publish.every=20"));
    Configuration options = config.flink().toConfiguration();
    options.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofMillis(20));
    var env = StreamExecutionEnvironment.createLocalEnvironment(2, options);
    BanditJob.build(env, config);
    job = env.executeAsync("bandit");
  }

  @AfterAll
  static void stop() throws Exception {
    job.cancel().get();
    kafka.close();
  }

  private static <T extends SpecificRecord> List<T> read(String topic, Class<T> type) {
    RecordCodec<T> codec = RecordCodec.of(type);
    return ReadyBroker.readAll(kafka.bootstrap(), topic).stream()
        .map(r -> codec.decode(new RawRecord(r.topic(), 0, 0, 0, r.key(), r.value(), Map.of())))
        .map(d -> ((Decoded.Good<T>) d).value())
        .toList();
  }

  private static <T extends SpecificRecord> List<T> await(
      String topic, Class<T> type, Predicate<List<T>> enough) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    List<T> found = read(topic, type);
    while (!enough.test(found) && System.nanoTime() < deadline) {
      found = read(topic, type);
    }
    assertThat(enough.test(found)).as("%s holds %s", topic, found).isTrue();
    return found;
  }

  private static <T extends SpecificRecord> ProducerRecord<byte[], byte[]> to(
      String topic, String key, T value) {
    @SuppressWarnings("unchecked")
    RecordCodec<T> codec = RecordCodec.of((Class<T>) value.getClass());
    return new ProducerRecord<>(topic, key.getBytes(UTF_8), codec.encode(value));
  }

  private static void ask(int from, int to) {
    List<ProducerRecord<byte[], byte[]>> requests = new ArrayList<>();
    for (int i = from; i < to; i++) {
      requests.add(
          to(
              "bandit.requests",
              "news",
              DecisionRequest.newBuilder()
                  .setId("news/" + i)
                  .setTime(Instant.now())
                  .setArms(ARMS)
                  .build()));
    }
    ReadyBroker.send(kafka.bootstrap(), requests);
  }

  @Test
  void decisionsRewardsSharesAndControlGoThroughKafka() throws Exception {
    ReadyBroker.send(
        kafka.bootstrap(),
        List.of(new ProducerRecord<>("bandit.requests", "news".getBytes(UTF_8), new byte[] {1})));
    ask(0, 60);
    List<Decision> decisions = await("bandit.decisions", Decision.class, all -> all.size() >= 60);
    reward(decisions);
    List<DecisionOutcome> outcomes =
        await("bandit.outcomes", DecisionOutcome.class, all -> all.size() >= 60);
    assertThat(outcomes)
        .extracting(DecisionOutcome::getStatus)
        .containsOnly(OutcomeStatus.REWARDED);
    await("bandit.snapshots", PolicySnapshot.class, all -> shards(all).containsAll(Set.of(0, 1)));
    assertThat(await("dead-letters", DeadLetter.class, all -> !all.isEmpty()))
        .extracting(DeadLetter::getTopic)
        .containsOnly("bandit.requests");
    awaitCount(ServingCount.SHARES_TAKEN, 2);
    ReadyBroker.send(
        kafka.bootstrap(),
        List.of(
            to(
                "control",
                "bandit",
                new ControlUpdate("bandit", 1L, Instant.now(), Map.of("mode", "frozen"), null))));
    for (int more = 60; !frozen(more); more += 4) {
      ask(more, more + 4);
    }
    assertThat(count(ServingCount.DECISIONS))
        .isEqualTo(count(ServingCount.REWARDED) + count(ServingCount.PENDING));
  }

  private static void reward(List<Decision> decisions) {
    ReadyBroker.send(
        kafka.bootstrap(),
        decisions.stream()
            .map(
                decision ->
                    to(
                        "rewards",
                        decision.getPolicy(),
                        Reward.newBuilder()
                            .setId("reward of " + decision.getId())
                            .setTime(Instant.now())
                            .setDecisionId(decision.getId())
                            .setKind(RewardKind.FINAL)
                            .setValue(decision.getArm().equals("a") ? 1.0 : 0.0)
                            .setArm(decision.getArm())
                            .setPropensity(decision.getPropensity())
                            .build()))
            .toList());
  }

  private static Set<Integer> shards(List<PolicySnapshot> snapshots) {
    Set<Integer> shards = new HashSet<>();
    snapshots.forEach(snapshot -> shards.add(snapshot.getShard()));
    return shards;
  }

  /** Whether the newest decisions are those of a policy that learns no more. */
  private static boolean frozen(int asked) {
    List<Decision> all =
        await("bandit.decisions", Decision.class, decisions -> decisions.size() >= asked);
    return all.stream().anyMatch(d -> d.getMode() == DecisionMode.FROZEN);
  }

  private static long count(ServingCount which) throws Exception {
    Map<String, Object> counts = new HashMap<>(job.getAccumulators().get());
    String name = Tally.accumulator(BanditTopology.JOB, which.name());
    return ((Number) counts.getOrDefault(name, 0L)).longValue();
  }

  private static void awaitCount(ServingCount which, long least) throws Exception {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (count(which) < least && System.nanoTime() < deadline) {
      ask(0, 1); // a copy of a request is answered and changes nothing
    }
    assertThat(count(which)).as("%s", which).isGreaterThanOrEqualTo(least);
  }
}
