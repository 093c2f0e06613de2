package io.flyball.verify;

import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.KafkaAccess;
import io.flyball.jobs.runtime.config.Settings;
import io.flyball.local.cluster.FlinkRest;
import io.flyball.local.cluster.FlinkRest.Checkpoints;
import io.flyball.local.cluster.FlinkRest.Savepoint;
import io.flyball.tools.UserError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** A job that was handed to the cluster of a site, seen from outside as an operator sees it. */
final class Submission {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long POLL_NANOS = 100_000_000L;

  private final JobFaultTest job;
  private final Address address;
  private final FlinkRest rest;
  private final FlyballConfig config;
  private final String id;

  private Submission(JobFaultTest job, Address address, FlyballConfig config, String id) {
    this.job = job;
    this.address = address;
    this.rest = address.rest();
    this.config = config;
    this.id = id;
  }

  /**
   * Submits the job.
   *
   * @param name prefix of its consumer groups and transactions: a run of its own has its own
   * @param settings more configuration
   * @param savepoint where to go on from, if anywhere
   */
  static Submission of(
      JobFaultTest job,
      Address address,
      String name,
      List<String> settings,
      VerifyOptions options,
      Optional<String> savepoint) {
    FlyballConfig config = config(job, address, name, settings, options);
    Configuration flink = config.flink().toConfiguration();
    // A job that is shot at on purpose is never to wait a minute for its next try.
    flink.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
        Duration.ofSeconds(1));
    savepoint.ifPresent(path -> flink.set(StateRecoveryOptions.SAVEPOINT_PATH, path));
    try {
      StreamExecutionEnvironment env =
          StreamExecutionEnvironment.createRemoteEnvironment(
              "127.0.0.1", address.flinkPort(), flink);
      job.build(env, config);
      String id = env.executeAsync(job.name()).getJobID().toHexString();
      return new Submission(job, address, config, id);
    } catch (Exception e) {
      throw UserError.causedBy("cannot start the job " + job.name(), e);
    }
  }

  private static FlyballConfig config(
      JobFaultTest job, Address address, String name, List<String> more, VerifyOptions options) {
    List<String> settings = new ArrayList<>(job.settings());
    settings.add("kafka.bootstrap=" + address.bootstrap());
    settings.add("kafka.group=" + name);
    settings.add("kafka.guarantee=" + options.guarantee());
    settings.add("flink.state-backend=" + options.backend());
    settings.add("flink.parallelism=" + VerifyOptions.PARALLELISM);
    // Whatever the parallelism becomes, key groups stay.
    settings.add("flink.max-parallelism=128");
    settings.add("flink.checkpoint-interval=" + VerifyOptions.CHECKPOINT_MS + " ms");
    settings.addAll(more);
    return Settings.load(FlyballConfig.class, Optional.empty(), Map.of(), settings);
  }

  String id() {
    return id;
  }

  Checkpoints checkpoints() {
    return rest.checkpoints(id);
  }

  /** Returns once a checkpoint is complete that began after {@code epochMs}. */
  void awaitCheckpointAfter(long epochMs) {
    await("no checkpoint completes", () -> checkpoints().triggeredAt() > epochMs);
  }

  /** Returns once so many checkpoints have failed. */
  void awaitFailedCheckpoints(long failed) {
    await("checkpoints do not fail", () -> checkpoints().failed() >= failed);
  }

  /** Returns at a moment, and earlier with an error if the job dies before. */
  void awaitMoment(long epochMs) {
    await("time does not pass", () -> System.currentTimeMillis() >= epochMs);
  }

  /** Where the newest complete checkpoint is kept. */
  String newestCheckpoint() {
    await("no checkpoint is known", () -> !checkpoints().path().isEmpty());
    return checkpoints().path();
  }

  /** Returns once the newest checkpoint took so long, or false when a minute has passed. */
  boolean awaitCheckpointOf(long ms) {
    long deadline = System.currentTimeMillis() + 60_000;
    await(
        "time does not pass",
        () -> checkpoints().tookMs() >= ms || System.currentTimeMillis() > deadline);
    return checkpoints().tookMs() >= ms;
  }

  /** What a second job is told that would start under the same name beside this one. */
  Optional<String> twinRefused() {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(config.flink().toConfiguration());
    job.build(env, config);
    return KafkaAccess.of(env).rival(config.kafka(), config.flink().checkpointInterval());
  }

  /** Ends the job as it is. */
  void cancel() {
    rest.cancel(id);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!rest.state(id).equals("CANCELED")) {
      if (System.nanoTime() - deadline > 0) {
        throw new UserError("the job " + job.name() + " cannot be cancelled");
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  /** Returns once every record that the inputs hold has been read under a complete checkpoint. */
  void awaitAllRead() {
    Map<TopicPartition, Long> ends =
        Span.ends(address.bootstrap(), List.copyOf(job.inputs().keySet()));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", address.bootstrap()))) {
      await(
          "not everything is read",
          () ->
              ends.entrySet().stream()
                  .filter(end -> end.getValue() > 0)
                  .allMatch(end -> read(admin, end.getKey()) >= end.getValue()));
    }
  }

  private long read(Admin admin, TopicPartition partition) {
    String group = config.kafka().group() + "-" + job.inputs().get(partition.topic());
    try {
      OffsetAndMetadata read =
          admin
              .listConsumerGroupOffsets(group)
              .partitionsToOffsetAndMetadata()
              .get()
              .get(partition);
      return read == null ? 0 : read.offset();
    } catch (ExecutionException e) {
      // The group, or the broker, is not there yet.
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("interrupted", e);
    }
  }

  /**
   * Stops the job with a savepoint and returns where that is.
   *
   * @param drain whether event time ends first, so that every window closes
   */
  String stop(boolean drain) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      String request = rest.stop(id, drain);
      await("the job does not stop", () -> rest.savepoint(id, request).done());
      Savepoint savepoint = rest.savepoint(id, request);
      if (savepoint.failure().isEmpty()) {
        await("the job does not finish", () -> rest.state(id).equals("FINISHED"));
        return savepoint.location();
      }
      // A source may have read all while another task is still coming up.
      if (System.nanoTime() - deadline > 0) {
        throw new UserError("the job cannot be stopped: " + firstLine(savepoint.failure()));
      }
    }
  }

  /** What the job counted, by the names of its counts. */
  Map<String, Long> counts() {
    String prefix = "flyball." + job.name() + ".";
    Map<String, Long> counts = new TreeMap<>();
    new HashMap<>(rest.counts(id))
        .forEach(
            (name, count) -> {
              if (name.startsWith(prefix)) {
                counts.put(name.substring(prefix.length()), count);
              }
            });
    return counts;
  }

  /** Fails with the job's own reason when it has ended by itself. */
  void requireAlive() {
    String state = rest.state(id);
    if (state.equals("FAILED") || state.equals("CANCELED")) {
      throw new UserError("the job " + job.name() + " is " + state + why());
    }
  }

  private void await(String otherwise, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      requireAlive();
      if (System.nanoTime() - deadline > 0) {
        throw new UserError(
            String.format(
                Locale.ROOT, "%s within %d min%s", otherwise, PATIENCE.toMinutes(), why()));
      }
      LockSupport.parkNanos(POLL_NANOS);
      if (Thread.currentThread().isInterrupted()) {
        throw new UserError("interrupted");
      }
    }
  }

  private String why() {
    String failure = rest.lastFailure(id);
    return failure.isEmpty() ? "" : "; its last failure: " + firstLine(failure);
  }

  private static String firstLine(String stackTrace) {
    return stackTrace.lines().findFirst().orElse("");
  }
}
