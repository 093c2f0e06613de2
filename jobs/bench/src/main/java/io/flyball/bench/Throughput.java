package io.flyball.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * How fast a job works off a backlog.
 *
 * <p>The clock starts when the job's accumulators first show a record that is done, and stops when
 * they show that the last one is; what was done at the first look does not count. So the start of
 * the job is outside, and whatever a job does with a record up to handing the answer to its sink is
 * inside. Accumulators are seen with a delay of up to {@link RunningJob#RESOLUTION} and are read at
 * half of that, which is the error: below 1 % of a run of half a minute.
 *
 * <p>The heap is looked at each time another fifth of the records is done, after a full collection;
 * nothing runs during it, and its duration is taken off the clock.
 *
 * @param run name of the run
 * @param records records on the clock
 * @param seconds time on the clock
 * @param cpuSeconds processor time of this process on the clock: job, engine and Kafka clients, not
 *     the broker; it hardly depends on what else the machine does
 * @param wholeSeconds from the start of the job to its last record, collections included
 * @param heapBytes heap in use at each fifth; empty when it was not asked for
 */
public record Throughput(
    String run,
    long records,
    double seconds,
    double cpuSeconds,
    double wholeSeconds,
    List<Long> heapBytes) {
  private static final int SAMPLES = 5;

  public Throughput {
    heapBytes = List.copyOf(heapBytes);
  }

  public double perSecond() {
    return records / seconds;
  }

  /** Processor time of a record, microseconds. */
  public double cpuMicros() {
    return 1e6 * cpuSeconds / records;
  }

  /** Waits until {@code job} is done with {@code records} records. */
  static void await(Running job, long records, LongConsumer progress) {
    for (long done = 0; done < records; progress.accept(done)) {
      LockSupport.parkNanos(RunningJob.RESOLUTION.toNanos() / 2);
      done = job.processed();
    }
  }

  /** Waits in the same way, and measures. */
  static Throughput measure(
      String run, Running job, long records, boolean withHeap, LongConsumer progress) {
    long launched = System.nanoTime();
    long start = 0;
    long first = 0;
    long paused = 0;
    long cpu = 0;
    long done = 0;
    List<Long> heap = new ArrayList<>();
    while (done < records) {
      LockSupport.parkNanos(RunningJob.RESOLUTION.toNanos() / 2);
      done = job.processed();
      progress.accept(done);
      if (first == 0 && done > 0) {
        first = done;
        start = System.nanoTime();
        cpu -= cpuTime();
      }
      if (withHeap && done < records && done * SAMPLES >= records * (heap.size() + 1)) {
        long before = System.nanoTime();
        cpu += cpuTime();
        heap.add(heapAfterCollection());
        paused += System.nanoTime() - before;
        cpu -= cpuTime();
      }
    }
    long end = System.nanoTime();
    cpu += cpuTime();
    if (withHeap) {
      heap.add(heapAfterCollection());
    }
    if (done > records || first == done) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "%s: %d records seen, the first look at %d, where %d were expected",
              run,
              done,
              first,
              records));
    }
    return new Throughput(
        run,
        records - first,
        (end - start - paused) / 1e9,
        cpu / 1e9,
        (end - launched) / 1e9,
        heap);
  }

  private static long cpuTime() {
    if (ManagementFactory.getOperatingSystemMXBean()
        instanceof com.sun.management.OperatingSystemMXBean os) {
      return os.getProcessCpuTime();
    }
    return 0;
  }

  private static long heapAfterCollection() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** For JSON: the components and the rate. */
  public Map<String, Object> asMap() {
    return Map.of(
        "run", run,
        "records", records,
        "seconds", seconds,
        "cpuMicrosPerRecord", cpuMicros(),
        "wholeSeconds", wholeSeconds,
        "recordsPerSecond", perSecond(),
        "heapBytes", heapBytes);
  }
}
