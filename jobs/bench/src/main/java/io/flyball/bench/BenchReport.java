package io.flyball.bench;

import io.flyball.jobs.runtime.FlinkConfig.Backend;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The figures of one benchmark, each beside the floor of the same run.
 *
 * @param machine where it ran
 * @param subject what was measured
 * @param options what was asked for
 * @param floors throughput of the floor, one for each time it ran
 * @param jobs throughput of the job, in the order of the backends
 * @param latencies floor first where it answers; empty when latency was left out
 */
public record BenchReport(
    Machine machine,
    Subject subject,
    BenchOptions options,
    List<Throughput> floors,
    List<Throughput> jobs,
    List<Latency> latencies) {
  /** Memory is steady when it grows by less than this from the first half to the second. */
  static final double MEMORY_BAR = 1.10;

  /** With so many times the records that fill the state, it is full before the first look. */
  static final double STEADY_RUNS = 2.5;

  /**
   * One line of the report.
   *
   * @param floor the same figure of the floor, or what the value is compared with; null for none
   * @param bar what the ratio has to reach, or for memory must not pass; null when nothing is asked
   * @param met whether it does; null when nothing is asked
   */
  public record Row(
      String figure,
      String unit,
      Double floor,
      double value,
      Double ratio,
      Double bar,
      Boolean met) {
    public static Row atLeast(String figure, String unit, double floor, double value, double bar) {
      return new Row(figure, unit, floor, value, value / floor, bar, value / floor >= bar);
    }

    static Row atMost(String figure, String unit, double before, double value, double bar) {
      return new Row(figure, unit, before, value, value / before, bar, value / before <= bar);
    }

    /** A cost: its ratio is turned over, so that more is better as for a rate. */
    static Row cost(String figure, String unit, double floor, double value) {
      return new Row(figure, unit, floor, value, floor / value, null, null);
    }

    /** The same row, missed where something that it needs is not so. */
    Row onlyIf(boolean so) {
      return new Row(figure, unit, floor, value, ratio, bar, met && so);
    }

    public static Row alone(String figure, String unit, double value) {
      return new Row(figure, unit, null, value, null, null, null);
    }

    static Row beside(String figure, String unit, double floor, double value) {
      return new Row(figure, unit, floor, value, value / floor, null, null);
    }
  }

  /** Every figure, in reading order. */
  public List<Row> rows() {
    double floor = median(floors.stream().map(Throughput::perSecond).toList());
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < jobs.size(); i++) {
      Backend backend = options.backends().get(i);
      Double bar = subject.bar(backend);
      String name = "throughput " + backend.name().toLowerCase(Locale.ROOT);
      String unit = subject.unit() + "/s";
      double scale = subject.perRecord();
      double rate = jobs.get(i).perSecond();
      rows.add(
          bar == null
              ? Row.beside(name, unit, scale * floor, scale * rate)
              : Row.atLeast(name, unit, scale * floor, scale * rate, bar));
    }
    double floorCpu = median(floors.stream().map(Throughput::cpuMicros).toList());
    for (Throughput job : jobs) {
      rows.add(Row.cost("processor time " + job.run(), "us/record", floorCpu, job.cpuMicros()));
    }
    int first = subject.floorWrites() ? 1 : 0;
    for (int i = first; i < latencies.size(); i++) {
      Latency job = latencies.get(i);
      if (first == 0) {
        rows.add(Row.alone("latency p50 " + job.run(), "ms", job.p50Ms()));
        rows.add(Row.alone("latency p99 " + job.run(), "ms", job.p99Ms()));
        continue;
      }
      Latency idle = latencies.get(0);
      rows.add(Row.beside("latency p50 " + job.run(), "ms", idle.p50Ms(), job.p50Ms()));
      Double bar = subject.latencyBar(options.backends().get(i - first), options.records());
      String tail = "latency p99 " + job.run();
      rows.add(
          bar == null
              ? Row.beside(tail, "ms", idle.p99Ms(), job.p99Ms())
              : Row.atMost(tail, "ms", idle.p99Ms(), job.p99Ms(), bar)
                  .onlyIf(idle.missing() + job.missing() == 0));
    }
    for (int i = 0; i < jobs.size(); i++) {
      Throughput job = jobs.get(i);
      if (!job.heapBytes().isEmpty()) {
        rows.add(memory(job));
        Double bar = subject.memoryBar(options.backends().get(i), options.records());
        if (bar != null) {
          double end = mebibytes(List.of(job.heapBytes().get(job.heapBytes().size() - 1)));
          rows.add(Row.atMost("memory " + job.run() + ", at the end", "MiB", bar, end, 1));
        }
      }
    }
    return rows;
  }

  /** The second half of the heap samples beside the first, in MiB. */
  private Row memory(Throughput job) {
    List<Long> samples = job.heapBytes();
    int half = samples.size() / 2;
    double before = mebibytes(samples.subList(0, half));
    double after = mebibytes(samples.subList(half, samples.size()));
    String figure = "memory " + job.run() + ", 2nd half to 1st";
    return options.records() >= STEADY_RUNS * subject.steady()
        ? Row.atMost(figure, "MiB", before, after, MEMORY_BAR)
        : Row.beside(figure, "MiB", before, after);
  }

  /** How far apart the runs of the floor are: (largest - smallest) / median. */
  public double drift() {
    List<Double> rates = floors.stream().map(Throughput::perSecond).sorted().toList();
    return (rates.get(rates.size() - 1) - rates.get(0)) / median(rates);
  }

  /** Whether every bar is met. */
  public boolean met() {
    return rows().stream().allMatch(row -> row.met() == null || row.met());
  }

  public static double median(List<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("there is no median of nothing");
    }
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  private static double mebibytes(List<Long> samples) {
    return samples.stream().mapToLong(Long::longValue).average().orElse(0) / (1 << 20);
  }
}
