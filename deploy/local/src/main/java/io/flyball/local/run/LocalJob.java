package io.flyball.local.run;

import io.flyball.jobs.feedback.FeedbackJob;
import io.flyball.jobs.feedback.FeedbackTopology;
import io.flyball.jobs.runtime.FlyballConfig;
import io.flyball.jobs.runtime.Tally;
import io.flyball.local.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The feedback job on a Flink mini-cluster inside this process. It goes on from the newest
 * checkpoint or savepoint of its folder; closing it keeps the last checkpoint for the next start.
 */
final class LocalJob implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final JobClient client;
  private final Path savepoints;
  private boolean drained;

  private LocalJob(JobClient client, Path savepoints) {
    this.client = client;
    this.savepoints = savepoints;
  }

  /** Starts the job with its state below {@code data} and Flink's web page on {@code webPort}. */
  static LocalJob start(FlyballConfig config, Path data, int webPort) {
    Path checkpoints = data.resolve("checkpoints");
    Path savepoints = data.resolve("savepoints");
    Configuration flink = config.flink().toConfiguration();
    flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
    flink.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    flink.set(RestOptions.ADDRESS, "127.0.0.1");
    flink.set(RestOptions.PORT, webPort);
    flink.set(RestOptions.BIND_PORT, String.valueOf(webPort));
    flink.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofMillis(500));
    flink.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
    flink.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
    flink.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(128));
    newest(checkpoints, savepoints)
        .ifPresent(
            path -> {
              flink.set(StateRecoveryOptions.SAVEPOINT_PATH, path.toUri().toString());
              flink.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.CLAIM);
            });
    try {
      StreamExecutionEnvironment env =
          StreamExecutionEnvironment.createLocalEnvironmentWithWebUI(flink);
      FeedbackJob.build(env, config);
      return new LocalJob(env.executeAsync(FeedbackTopology.JOB), savepoints);
    } catch (Exception e) {
      throw new UserError("cannot start the job: " + rootCause(e).getMessage(), e);
    }
  }

  /** The newest complete checkpoint or savepoint, if there is one. */
  private static Optional<Path> newest(Path... folders) {
    List<Path> complete = new ArrayList<>();
    for (Path folder : folders) {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.walk(folder, 3)) {
          files.filter(path -> path.endsWith("_metadata")).forEach(complete::add);
        } catch (IOException e) {
          throw new UserError("cannot read " + folder + ": " + e.getMessage(), e);
        }
      }
    }
    return complete.stream().max(Comparator.comparing(LocalJob::modified)).map(Path::getParent);
  }

  private static FileTime modified(Path path) {
    try {
      return Files.getLastModifiedTime(path);
    } catch (IOException e) {
      throw new UserError("cannot read " + path + ": " + e.getMessage(), e);
    }
  }

  /** Every count of the job so far, by name. */
  Map<String, Long> counts() {
    requireAlive();
    return named(get(client.getAccumulators()));
  }

  /** Ends event time, so that every window closes, and stops the job; the counts are then final. */
  Map<String, Long> drain() {
    get(client.stopWithSavepoint(true, savepoints.toUri().toString(), SavepointFormatType.NATIVE));
    drained = true;
    return named(get(client.getJobExecutionResult()).getAllAccumulatorResults());
  }

  /** Fails with the job's own reason when it has ended by itself. */
  void requireAlive() {
    JobStatus status = get(client.getJobStatus());
    if (status.isGloballyTerminalState()) {
      throw new UserError("the job has ended by itself: " + status);
    }
  }

  @Override
  public void close() {
    if (drained) {
      return;
    }
    try {
      get(client.cancel());
      get(client.getJobExecutionResult().handle((result, cancelled) -> true));
    } catch (UserError | IllegalStateException e) {
      // The mini-cluster ends with its job: one that is gone has nothing left to cancel.
      return;
    }
  }

  private static Map<String, Long> named(Map<String, Object> accumulators) {
    String prefix = Tally.accumulator(FeedbackTopology.JOB, "");
    Map<String, Long> counts = new TreeMap<>();
    accumulators.forEach(
        (name, value) -> {
          if (name.startsWith(prefix)) {
            counts.put(name.substring(prefix.length()), (Long) value);
          }
        });
    return counts;
  }

  private static <T> T get(CompletableFuture<T> future) {
    try {
      return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("interrupted while waiting for the job", e);
    } catch (TimeoutException e) {
      throw new UserError("the job did not answer within " + PATIENCE.toMinutes() + " min", e);
    } catch (ExecutionException e) {
      throw new UserError("the job failed: " + rootCause(e).getMessage(), e);
    }
  }

  private static Throwable rootCause(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
