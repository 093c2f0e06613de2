package io.flyball.bench;

import io.flyball.jobs.runtime.FlinkConfig.Backend;
import io.flyball.jobs.runtime.KafkaConfig.Guarantee;
import java.nio.file.Path;
import java.util.List;

/**
 * What a record costs while one thing grows: the job alone, on heap, exactly once. Processor time
 * is the figure to look at; it hardly depends on what else the machine does.
 *
 * @param bootstrap a broker that holds none of Flyball's topics yet
 * @param work an empty folder for checkpoints
 */
public record GrowthBench(
    Growth growth, long seed, String bootstrap, Path work, JobBench.Listener listener) {

  /** Measures one size on a backlog of about so many records. */
  public Growth.Point point(int size, long wanted) {
    BenchOptions options =
        new BenchOptions(
            growth.records(wanted, size),
            growth.parallelism(size),
            Guarantee.EXACTLY_ONCE,
            List.of(Backend.HEAP),
            seed,
            false);
    return Growth.Point.of(
        size, new JobBench(growth.subject(seed, size), options, bootstrap, work, listener).alone());
  }
}
