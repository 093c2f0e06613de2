package io.flyball.local.run;

import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.Tally;
import io.flyball.jobs.runtime.UnknownFieldCounts;
import io.flyball.local.DataDir;
import io.flyball.tools.UserError;
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
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.JobSubmissionResult;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterJobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;

/**
 * One job on the cluster of a run. It goes on from the newest checkpoint or savepoint of its
 * folder; closing it keeps the last checkpoint for the next start.
 */
final class LocalJob implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long RETRY_NANOS = 100_000_000L;

  private final RunJob job;
  private final JobClient client;
  private final Path savepoints;
  private Map<String, Long> last;

  private LocalJob(RunJob job, JobClient client, Path savepoints) {
    this.job = job;
    this.client = client;
    this.savepoints = savepoints;
  }

  /** Starts a job on the cluster, with its state below {@code data}. */
  static LocalJob start(LocalCluster cluster, RunJob job, FlyballConfig config, Path data) {
    Path checkpoints = data.resolve("checkpoints").resolve(job.name());
    Path savepoints = data.resolve("savepoints").resolve(job.name());
    Configuration flink = config.flink().toConfiguration();
    flink.set(PipelineOptions.NAME, job.name());
    flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, DataDir.flinkPath(checkpoints));
    newest(checkpoints, savepoints)
        .ifPresent(
            path -> {
              flink.set(StateRecoveryOptions.SAVEPOINT_PATH, DataDir.flinkPath(path));
              flink.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.CLAIM);
            });
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
    job.build(env, config);
    JobGraph graph = env.getStreamGraph().getJobGraph();
    graph.setSavepointRestoreSettings(SavepointRestoreSettings.fromConfiguration(flink));
    MiniCluster mini = cluster.cluster();
    JobSubmissionResult submitted = get(mini.submitJob(graph));
    JobClient client =
        new MiniClusterJobClient(
            submitted.getJobID(),
            mini,
            LocalJob.class.getClassLoader(),
            MiniClusterJobClient.JobFinalizationBehavior.NOTHING);
    return new LocalJob(job, client, savepoints);
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

  RunJob job() {
    return job;
  }

  /** Every count of the job so far, by name; those of a drained job are final. */
  Map<String, Long> counts() {
    if (last != null) {
      return last;
    }
    requireAlive();
    return named(get(client.getAccumulators()));
  }

  /** Ends event time, so that every window closes, and stops the job; the counts are then final. */
  Map<String, Long> drain() {
    stopWithSavepoint();
    last = named(get(client.getJobExecutionResult()).getAllAccumulatorResults());
    return last;
  }

  /**
   * A source may have read all while a sink is still recovering its transactions; a savepoint needs
   * every task, and is asked for again then.
   */
  private void stopWithSavepoint() {
    String folder = DataDir.flinkPath(savepoints);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        get(client.stopWithSavepoint(true, folder, SavepointFormatType.NATIVE));
        return;
      } catch (UserError e) {
        String early = CheckpointFailureReason.NOT_ALL_REQUIRED_TASKS_RUNNING.message();
        if (ExceptionUtils.findThrowableWithMessage(e, early).isEmpty()
            || System.nanoTime() - deadline >= 0) {
          throw e;
        }
        requireAlive();
        LockSupport.parkNanos(RETRY_NANOS);
      }
    }
  }

  /** Fails with the job's own reason when it has ended by itself. */
  void requireAlive() {
    JobStatus status = get(client.getJobStatus());
    if (status.isGloballyTerminalState()) {
      throw new UserError("the " + job.name() + " job has ended by itself: " + status);
    }
  }

  @Override
  public void close() {
    if (last != null) {
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

  private Map<String, Long> named(Map<String, Object> accumulators) {
    String prefix = Tally.accumulator(job.name(), "");
    Map<String, Long> counts = new TreeMap<>();
    accumulators.forEach(
        (name, value) -> {
          if (name.startsWith(prefix)) {
            counts.put(name.substring(prefix.length()), (Long) value);
          }
        });
    if (accumulators.get(UnknownFieldCounts.accumulator(job.name())) instanceof Map<?, ?> fields) {
      fields.forEach((name, count) -> counts.put(JobReport.UNKNOWN_FIELDS + name, (Long) count));
    }
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
      throw UserError.causedBy("the job failed", e);
    }
  }
}
