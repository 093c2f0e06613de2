package io.flyball.cli.bench;

import io.flyball.bench.BanditPendingSubject;
import io.flyball.bench.BanditSubject;
import io.flyball.bench.BenchOptions;
import io.flyball.bench.BenchReport;
import io.flyball.bench.BenchReport.Row;
import io.flyball.bench.BiasRatesSubject;
import io.flyball.bench.BiasSubject;
import io.flyball.bench.FeedbackSubject;
import io.flyball.bench.Growth;
import io.flyball.bench.GrowthBench;
import io.flyball.bench.LoopSubject;
import io.flyball.bench.Machine;
import io.flyball.bench.ModesSubject;
import io.flyball.bench.RewardSubject;
import io.flyball.bench.Subject;
import io.flyball.bench.door.DoorFigure;
import io.flyball.bench.door.DoorOptions;
import io.flyball.bench.jmh.KernelBars;
import io.flyball.bench.jmh.Kernels;
import io.flyball.cli.option.JsonOutput;
import io.flyball.jobs.runtime.FlinkConfig.Backend;
import io.flyball.jobs.runtime.KafkaConfig.Guarantee;
import io.flyball.tools.UserError;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench all}: every benchmark, one table. */
@Command(
    name = "all",
    description = {
      "Every benchmark with its floor, one after the other: the jobs end to end, the inner loops",
      "that have a bar, the gateway and the client, import and analysis of a log, a policy on",
      "hashed features, other tools at the same tasks, and what a record costs as keys, arms,",
      "parallelism and records grow. Each that needs a broker starts its own. Exit code 1 when a",
      "bar is missed."
    },
    footer = {
      "",
      "Example:",
      "  ./flyball bench all --quick --out bench.json",
      "  ./flyball bench page bench.json --out docs/reference/performance.md"
    })
public final class BenchAllCommand implements Callable<Integer> {
  /** How each job is fed, in the order in which records go through them. */
  private static final Map<String, LongFunction<Subject>> JOBS = jobs();

  private static final int PEER_ROUNDS = 3;

  @Spec private CommandSpec spec;

  @Option(
      names = "--records",
      paramLabel = "N",
      description =
          "Size of a job's backlog; packets, which are large, are a 25th of it, rates of cameras"
              + " ten times as many (default: 1000000, quick: 200000).")
  private Long records;

  @Option(
      names = "--quick",
      description =
          "Heap only, without latency, with few repetitions of the inner loops: minutes instead of"
              + " an hour.")
  private boolean quick;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "S",
      description = "Seed of the generated load (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--json", description = "Print one JSON object instead of the table.")
  private boolean json;

  @Option(names = "--out", paramLabel = "FILE", description = "Write the JSON to a file as well.")
  private Path file;

  private static Map<String, LongFunction<Subject>> jobs() {
    Map<String, LongFunction<Subject>> jobs = new LinkedHashMap<>();
    jobs.put("feedback", FeedbackSubject::new);
    jobs.put("reward", RewardSubject::new);
    jobs.put("bandit", BanditSubject::new);
    jobs.put("bandit pending", BanditPendingSubject::new);
    jobs.put("loop", LoopSubject::new);
    jobs.put("bias", BiasSubject::new);
    jobs.put("bias rates", BiasRatesSubject::new);
    jobs.put("modes", ModesSubject::new);
    return jobs;
  }

  @Override
  public Integer call() {
    long started = System.nanoTime();
    long wanted = records == null ? (quick ? 200_000 : 1_000_000) : records;
    if (wanted < BenchOptions.FEWEST) {
      throw UserError.usage(
          String.format(
              Locale.ROOT, "records is %d; it is at least %d", wanted, BenchOptions.FEWEST));
    }
    Map<String, List<Row>> figures = new LinkedHashMap<>();
    Map<String, List<Growth.Point>> growth = new LinkedHashMap<>();
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("machine", Machine.here());
    report.put("records", wanted);
    report.put("quick", quick);
    report.put("seed", seed);
    report.put("figures", figures);
    report.put("growth", growth);
    Map<String, List<Map<String, Object>>> peers = new LinkedHashMap<>();
    report.put("peers", peers);
    JOBS.forEach(
        (job, subject) -> {
          figures.put(job, job(subject.apply(seed), wanted));
          save(report);
        });
    for (String job : BenchPeersCommand.NAMES) {
      save(report);
      peers.put(job, peers(job, wanted));
    }
    figures.put("kernels", kernels());
    save(report);
    figures.put("door", door());
    save(report);
    figures.put("log", logs(wanted));
    save(report);
    figures.put("learner", BenchLearnerCommand.measure(200_000, quick ? 2 : 5, seed));
    for (Growth axis : Growth.values()) {
      save(report);
      growth.put(axis.key(), points(axis, wanted));
    }
    boolean met =
        figures.values().stream().flatMap(List::stream).allMatch(r -> r.met() == null || r.met());
    report.put("seconds", (System.nanoTime() - started) / 1_000_000_000);
    report.put("met", met);
    save(report);
    print(report, figures, growth);
    return met ? 0 : 1;
  }

  /** After every part: an hour of measuring is not lost with its last minute. */
  private void save(Map<String, Object> report) {
    if (file != null) {
      JsonOutput.save(file, report);
    }
  }

  private List<Row> job(Subject subject, long wanted) {
    BenchReport report =
        BenchRun.measure(
            subject,
            new BenchOptions(
                subject.backlog(wanted), 2, Guarantee.EXACTLY_ONCE, backends(), seed, !quick));
    return report.rows();
  }

  private List<Map<String, Object>> peers(String job, long wanted) {
    BenchOptions options =
        new BenchOptions(wanted, 2, Guarantee.EXACTLY_ONCE, backends(), seed, false);
    return BenchPeersCommand.measure(job, options, quick ? 1 : PEER_ROUNDS).stream()
        .map(BenchPeersCommand::asMap)
        .toList();
  }

  private List<Backend> backends() {
    return quick ? List.of(Backend.HEAP) : List.of(Backend.values());
  }

  private List<Row> kernels() {
    return KernelBars.rows(
        quick ? Kernels.runQuickly(KernelBars.pattern()) : Kernels.run(KernelBars.pattern()));
  }

  private List<Row> door() {
    DoorOptions options = quick ? new DoorOptions(2, 2, 10) : new DoorOptions(5, 5, 600);
    return BenchDoorCommand.measure(options).stream().map(DoorFigure::row).toList();
  }

  /** Import and analysis, whose figures name themselves. */
  private List<Row> logs(long wanted) {
    int rounds = quick ? 2 : 5;
    List<Row> rows = new ArrayList<>(BenchImportCommand.measure(wanted, rounds, seed));
    rows.addAll(BenchAnalyzeCommand.measure(wanted, rounds, seed));
    return rows;
  }

  private List<Growth.Point> points(Growth axis, long wanted) {
    long each = quick ? wanted / 2 : wanted;
    List<Growth.Point> points = new ArrayList<>();
    for (int size : axis.sizes()) {
      points.add(
          BenchRun.onBroker(
              (broker, work) ->
                  new GrowthBench(axis, seed, broker, work, BenchRun.onStderr())
                      .point(size, each)));
    }
    return points;
  }

  private void print(
      Map<String, Object> report,
      Map<String, List<Row>> figures,
      Map<String, List<Growth.Point>> growth) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      JsonOutput.print(out, report);
    } else {
      BenchCommandTable.heading(out);
      figures.forEach((name, rows) -> BenchCommandTable.rows(out, name, rows));
      BenchCommandTable.growth(out, growth);
    }
    out.flush();
  }
}
