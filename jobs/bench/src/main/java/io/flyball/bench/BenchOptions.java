package io.flyball.bench;

import io.flyball.jobs.runtime.FlinkConfig;
import io.flyball.jobs.runtime.KafkaConfig;
import java.util.List;
import java.util.Locale;

/**
 * What to measure.
 *
 * @param records size of the backlog, at least {@value #FEWEST}
 * @param parallelism of every job
 * @param guarantee of the throughput runs; latency is always measured at least once
 * @param backends state backends to run the job on, in this order
 * @param seed of the load
 * @param latency whether to measure latency as well
 */
public record BenchOptions(
    long records,
    int parallelism,
    KafkaConfig.Guarantee guarantee,
    List<FlinkConfig.Backend> backends,
    long seed,
    boolean latency) {
  /** With fewer records the start of a job is all that is seen. */
  public static final long FEWEST = 10_000;

  public BenchOptions {
    backends = List.copyOf(backends);
    if (records < FEWEST) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "records is %d; it is at least %d", records, FEWEST));
    }
    if (parallelism < 1) {
      throw new IllegalArgumentException("parallelism is " + parallelism + "; it is at least 1");
    }
    if (backends.isEmpty()) {
      throw new IllegalArgumentException("no backend is given; name heap, rocksdb or both");
    }
  }
}
