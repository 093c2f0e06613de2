package io.flyball.jobs.bandit;

import io.flyball.core.bandit.serve.Snapshot;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.deployment.JobMain;
import io.flyball.jobs.runtime.ControlRecord;
import io.flyball.jobs.runtime.JobSinks;
import io.flyball.jobs.runtime.JobSources;
import io.flyball.jobs.runtime.KafkaConfig;
import io.flyball.jobs.runtime.offline.OfflineLog;
import io.flyball.jobs.runtime.offline.OfflineLog.Records;
import io.flyball.schemas.Decision;
import io.flyball.schemas.DecisionOutcome;
import io.flyball.schemas.PolicyEvaluation;
import io.flyball.schemas.PolicySnapshot;
import io.flyball.schemas.Reward;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The bandit job between Kafka topics: {@code flink run -c io.flyball.jobs.bandit.BanditJob}. */
public final class BanditJob {
  public static final String DECISIONS = "bandit.decisions";
  public static final String OUTCOMES = "bandit.outcomes";
  public static final String SNAPSHOTS = "bandit.snapshots";
  public static final String EVALUATIONS = "bandit.evaluations";
  public static final String LATE = "bandit.late-rewards";

  private BanditJob() {}

  public static void main(String[] args) throws Exception {
    JobMain.run(args, BanditTopology.JOB, BanditJob::build);
  }

  /** Puts the job between its real sources and sinks. */
  public static void build(StreamExecutionEnvironment env, FlyballConfig config) {
    BanditConfig bandit = config.bandit();
    JobSources sources = new JobSources(config.kafka(), BanditTopology.JOB);
    DataStream<BanditEvent> input =
        sources.data(
            env,
            List.of(bandit.requestsTopic(), bandit.rewardsTopic(), bandit.observationsTopic()),
            new BanditDecoder(bandit),
            BanditEvent.class,
            BanditTopology.eventTime(bandit),
            BanditUids.SOURCE,
            "Requests and rewards");
    // A topic that may be empty forever must not hold back the decisions of others.
    DataStream<BanditEvent> models =
        sources.aside(
            env,
            BanditDecoder.WARM_STARTS,
            "warm-starts",
            new BanditDecoder(bandit),
            BanditEvent.class,
            BanditUids.WARM_START_SOURCE);
    if (bandit.sharding().shards() > 1) {
      models = models.union(shares(env, sources, bandit));
    }
    DataStream<ControlRecord> control = sources.control(env, BanditUids.CONTROL_SOURCE);
    sinks(BanditTopology.define(input.union(models), control, bandit), config);
  }

  /** What shards tell each other; what is told of whole policies is for others. */
  private static DataStream<BanditEvent> shares(
      StreamExecutionEnvironment env, JobSources sources, BanditConfig config) {
    return sources
        .aside(
            env,
            SNAPSHOTS,
            "shares",
            new BanditDecoder(config),
            BanditEvent.class,
            BanditUids.SHARES_SOURCE)
        .filter(event -> event.snapshot() == null || event.snapshot().shard() >= 0)
        .setParallelism(1)
        .uid(BanditUids.SHARES)
        .name("Shares");
  }

  private static void sinks(BanditStreams out, FlyballConfig config) {
    JobSinks sinks = new JobSinks(config.kafka(), BanditTopology.JOB);
    decisionSinks(config)
        .write(
            out.decisions(),
            DECISIONS,
            Decision.class,
            BanditMapping::toAvro,
            decision -> decision.policy(),
            BanditUids.DECISION_SINK,
            "Decisions");
    sinks.write(
        out.outcomes(),
        OUTCOMES,
        DecisionOutcome.class,
        BanditMapping::toAvro,
        outcome -> outcome.policy(),
        BanditUids.OUTCOME_SINK,
        "Outcomes");
    // What shards tell each other must not wait for a transaction either; versions bear copies.
    JobSinks snapshots = config.bandit().sharding().shards() > 1 ? decisionSinks(config) : sinks;
    snapshots.write(
        out.snapshots(),
        SNAPSHOTS,
        PolicySnapshot.class,
        BanditMapping::toAvro,
        Snapshot::key,
        BanditUids.SNAPSHOT_SINK,
        "Snapshots");
    sinks.write(
        out.evaluations(),
        EVALUATIONS,
        PolicyEvaluation.class,
        BanditMapping::toAvro,
        evaluation -> evaluation.policy(),
        BanditUids.EVALUATION_SINK,
        "Evaluations");
    sinks.write(
        out.late(),
        LATE,
        Reward.class,
        BanditMapping::toAvro,
        reward -> reward.decisionId(),
        BanditUids.LATE_SINK,
        "Late rewards");
    sinks.alerts(out.alerts(), BanditUids.ALERT_SINK);
    sinks.deadLetters(out.deadLetters(), BanditUids.DEAD_LETTER_SINK);
    offline(out, new OfflineLog(config.offline(), BanditTopology.JOB));
  }

  private static void offline(BanditStreams out, OfflineLog log) {
    log.add(
        out.decisions(),
        new Records<>(
            "decisions", Decision.class, BanditMapping::toAvro, decision -> decision.time()),
        BanditUids.OFFLINE_DECISIONS);
    log.add(
        out.outcomes(),
        new Records<>(
            "outcomes", DecisionOutcome.class, BanditMapping::toAvro, outcome -> outcome.time()),
        BanditUids.OFFLINE_OUTCOMES);
    log.add(
        out.snapshots(),
        new Records<>(
            "snapshots", PolicySnapshot.class, BanditMapping::toAvro, snapshot -> snapshot.time()),
        BanditUids.OFFLINE_SNAPSHOTS);
  }

  /** Decisions that must be seen at once cannot wait for a transaction. */
  private static JobSinks decisionSinks(FlyballConfig config) {
    KafkaConfig kafka = config.kafka();
    return new JobSinks(
        switch (config.bandit().delivery()) {
          case ECHO -> kafka.with(KafkaConfig.Guarantee.AT_LEAST_ONCE);
          case STRICT -> kafka.with(KafkaConfig.Guarantee.EXACTLY_ONCE);
          case EVENT_TIME -> kafka;
        },
        BanditTopology.JOB);
  }
}
