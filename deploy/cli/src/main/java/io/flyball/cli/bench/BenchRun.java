package io.flyball.cli.bench;

import io.flyball.bench.BenchOptions;
import io.flyball.bench.BenchReport;
import io.flyball.bench.JobBench;
import io.flyball.bench.Subject;
import io.flyball.bench.Throughput;
import io.flyball.bench.jmh.KernelBars;
import io.flyball.bench.jmh.Kernels;
import io.flyball.cli.option.JsonOutput;
import io.flyball.jobs.runtime.FlinkConfig.Backend;
import io.flyball.jobs.runtime.KafkaConfig.Guarantee;
import io.flyball.local.Children;
import io.flyball.local.DataDir;
import io.flyball.local.kafka.EmbeddedKafka;
import io.flyball.tools.Progress;
import io.flyball.tools.UserError;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import picocli.CommandLine.Option;

/** The options of every end-to-end benchmark, and how one is run. */
final class BenchRun {
  @Option(
      names = "--records",
      paramLabel = "N",
      description =
          "Size of the backlog (default: 2000000; --pending: 1000000; bias: 80000, with"
              + " --rates 20000000).")
  private Long records;

  @Option(
      names = "--parallelism",
      defaultValue = "2",
      paramLabel = "P",
      description = "Parallelism of every job (default: ${DEFAULT-VALUE}).")
  private int parallelism;

  @Option(
      names = "--guarantee",
      defaultValue = "exactly-once",
      paramLabel = "G",
      description =
          "exactly-once or at-least-once (default: ${DEFAULT-VALUE}); latency is always measured at"
              + " least once.")
  private String guarantee;

  @Option(
      names = "--backends",
      defaultValue = "heap,rocksdb",
      split = ",",
      paramLabel = "B",
      description = "State backends of the job (default: ${DEFAULT-VALUE}).")
  private List<String> backends;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "S",
      description = "Seed of the generated load (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--skip-latency", description = "Measure throughput and memory only.")
  private boolean skipLatency;

  @Option(names = "--json", description = "Print one JSON object instead of the table.")
  private boolean json;

  @Option(names = "--out", paramLabel = "FILE", description = "Write the JSON to a file as well.")
  private Path file;

  /**
   * Measures a job beside the floor and prints the figures.
   *
   * @param subjects makes the subject for a seed
   * @return 0 when every bar is met
   */
  int of(LongFunction<Subject> subjects, PrintWriter out) {
    return of(subjects, null, out);
  }

  /**
   * The same, and beneath it kernels of the job by themselves.
   *
   * @param kernels a regular expression that finds them; null for none
   */
  int of(LongFunction<Subject> subjects, String kernels, PrintWriter out) {
    Subject subject = subjects.apply(seed);
    BenchOptions options = options(subject);
    BenchReport report = measure(subject, options);
    List<BenchReport.Row> inner =
        kernels == null ? List.of() : KernelBars.rows(Kernels.run(kernels));
    boolean met = report.met() && inner.stream().allMatch(row -> row.met() == null || row.met());
    Map<String, Object> object = asMap(report, met, inner);
    if (file != null) {
      JsonOutput.save(file, object);
    }
    if (json) {
      JsonOutput.print(out, object);
    } else {
      BenchCommandTable.print(out, report, inner);
    }
    out.flush();
    return met ? 0 : 1;
  }

  private BenchOptions options(Subject subject) {
    try {
      return new BenchOptions(
          records == null ? subject.backlog(2_000_000) : records,
          parallelism,
          choice(Guarantee.class, "--guarantee", guarantee),
          backends.stream().map(name -> choice(Backend.class, "--backends", name)).toList(),
          seed,
          !skipLatency);
    } catch (IllegalArgumentException e) {
      throw UserError.usage(e.getMessage());
    }
  }

  /** What is measured on a broker of its own. */
  interface OnBroker<R> {
    R measure(String bootstrap, Path work);
  }

  static <R> R onBroker(OnBroker<R> what) {
    try (Children children = Children.untilShutdown()) {
      DataDir data = children.add(DataDir.temporary());
      EmbeddedKafka broker = children.add(EmbeddedKafka.start(data, OptionalInt.empty()));
      return what.measure(broker.bootstrap(), data.path());
    }
  }

  static BenchReport measure(Subject subject, BenchOptions options) {
    return onBroker(
        (broker, work) -> new JobBench(subject, options, broker, work, onStderr()).run());
  }

  static JobBench.Listener onStderr() {
    return new OnStderr();
  }

  static <E extends Enum<E>> E choice(Class<E> type, String option, String name) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equalsIgnoreCase(name.strip().replace('-', '_'))) {
        return constant;
      }
    }
    List<String> allowed =
        List.of(type.getEnumConstants()).stream()
            .map(c -> c.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .toList();
    throw UserError.usage(
        String.format(Locale.ROOT, "%s '%s': allowed are %s", option, name, allowed));
  }

  private static Map<String, Object> asMap(
      BenchReport report, boolean met, List<BenchReport.Row> kernels) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("benchmark", report.subject().name());
    map.put("met", met);
    map.put("figures", report.rows());
    map.put("kernels", kernels);
    map.put("floorDrift", report.drift());
    map.put("floors", report.floors().stream().map(Throughput::asMap).toList());
    map.put("jobs", report.jobs().stream().map(Throughput::asMap).toList());
    map.put("latencies", report.latencies());
    map.put("options", report.options());
    map.put("machine", report.machine());
    return map;
  }

  private static final class OnStderr implements JobBench.Listener {
    private Progress progress;

    @Override
    public void started(String step, long total) {
      progress = Progress.onStderr(step, OptionalLong.of(total));
    }

    @Override
    public void progressed(long done) {
      progress.update(done);
    }

    @Override
    public void ended() {
      progress.close();
    }
  }
}
