package io.flyball.bench;

import io.flyball.jobs.deployment.FlyballConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A job on a local Flink in this process, with the options that every deployment gets. It is never
 * restarted: a measurement with a failure in it is void.
 */
final class RunningJob implements Running {
  /** Accumulators travel with heartbeats, so this is how exactly progress can be seen. */
  static final Duration RESOLUTION = Duration.ofMillis(200);

  /** Half of it per slot is RocksDB's cache and write buffers at a parallelism of 2. */
  static final MemorySize MANAGED_MEMORY = MemorySize.ofMebiBytes(512);

  private static final long PATIENCE_S = 60;

  private final JobUnderTest job;
  private final JobClient client;

  private RunningJob(JobUnderTest job, JobClient client) {
    this.job = job;
    this.client = client;
  }

  static RunningJob start(JobUnderTest job, FlyballConfig config, Path checkpoints) {
    Configuration flink = config.flink().toConfiguration();
    flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
    flink.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, RESOLUTION);
    flink.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MANAGED_MEMORY);
    flink.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
    flink.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(flink);
    job.build(env, config);
    try {
      return new RunningJob(job, env.executeAsync(job.name()));
    } catch (Exception e) {
      throw new IllegalStateException("cannot start the job " + job.name(), e);
    }
  }

  /** The job's accumulators as of the last heartbeat; fails when the job has failed. */
  Map<String, Object> accumulators() {
    if (get(client.getJobStatus()).isGloballyTerminalState()) {
      get(client.getJobExecutionResult());
      throw new IllegalStateException("the job " + job.name() + " has ended by itself");
    }
    return get(client.getAccumulators());
  }

  @Override
  public long processed() {
    return job.processed(accumulators());
  }

  @Override
  public void close() {
    if (!get(client.getJobStatus()).isGloballyTerminalState()) {
      get(client.cancel());
      try {
        client.getJobExecutionResult().get(PATIENCE_S, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        // A cancelled job has no result.
        return;
      } catch (InterruptedException | TimeoutException e) {
        throw new IllegalStateException("the job " + job.name() + " does not stop", e);
      }
    }
  }

  private <T> T get(CompletableFuture<T> future) {
    try {
      return future.get(PATIENCE_S, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the job " + job.name() + " failed", e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException("the job " + job.name() + " does not answer", e);
    }
  }
}
