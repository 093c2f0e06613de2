package io.flyball.jobs.runtime;

import io.flyball.jobs.runtime.config.ConfigException;
import io.flyball.jobs.runtime.config.Key;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;

/** The {@code flink} section: what every job of a deployment has in common. */
public record FlinkConfig(
    @Key(value = "2", min = "1", max = "32768", meaning = "Parallel instances of each operator.")
        int parallelism,
    @Key(
            value = "128",
            min = "1",
            max = "32768",
            meaning =
                "Number of key groups: the most that parallelism can ever be. State cannot be"
                    + " restored under another value.")
        int maxParallelism,
    @Key(value = "heap", meaning = "Where keyed state lives.") Backend stateBackend,
    @Key(value = "10 s", min = "100 ms", meaning = "Time between two checkpoints.")
        Duration checkpointInterval,
    @Key(value = "10 min", min = "1 s", meaning = "A checkpoint that takes longer is given up.")
        Duration checkpointTimeout,
    @Key(
            meaning =
                "Folder or object store of checkpoints, as a URI; empty keeps what the cluster"
                    + " sets.")
        Optional<String> checkpointDir) {

  /** A Flink state backend. */
  public enum Backend {
    HEAP,
    ROCKSDB
  }

  public FlinkConfig {
    if (maxParallelism < parallelism) {
      throw new ConfigException(
          "max-parallelism",
          String.valueOf(maxParallelism),
          "at least flink.parallelism, which is " + parallelism);
    }
  }

  /** Flink's own options for these values. */
  public Configuration toConfiguration() {
    Configuration c = new Configuration();
    c.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
    c.set(PipelineOptions.MAX_PARALLELISM, maxParallelism);
    c.set(PipelineOptions.GENERIC_TYPES, false);
    c.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    c.set(PipelineOptions.OBJECT_REUSE, true);
    c.set(StateBackendOptions.STATE_BACKEND, stateBackend == Backend.HEAP ? "hashmap" : "rocksdb");
    c.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, stateBackend == Backend.ROCKSDB);
    c.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpointInterval);
    c.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, checkpointTimeout);
    c.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, 3);
    c.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    checkpointDir.ifPresent(dir -> c.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, dir));
    c.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    c.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
        Duration.ofSeconds(1));
    c.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
        Duration.ofMinutes(1));
    return c;
  }
}
