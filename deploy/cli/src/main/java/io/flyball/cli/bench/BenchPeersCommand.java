package io.flyball.cli.bench;

import io.flyball.bench.BenchOptions;
import io.flyball.bench.FeedbackSubject;
import io.flyball.bench.LoopSubject;
import io.flyball.bench.Machine;
import io.flyball.bench.PeerBench;
import io.flyball.bench.PeerCost;
import io.flyball.bench.RewardSubject;
import io.flyball.bench.Subject;
import io.flyball.cli.option.JsonOutput;
import io.flyball.jobs.runtime.FlinkConfig.Backend;
import io.flyball.jobs.runtime.KafkaConfig.Guarantee;
import io.flyball.tools.ExitCode;
import io.flyball.tools.UserError;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench peers}: floors, other tools and the jobs, in turn on one backlog. */
@Command(
    name = "peers",
    description = {
      "What a record costs the jobs beside floors and beside the same task in Flink SQL, in the"
          + " DataStream",
      "API and in Kafka Streams. All of them work off one backlog in turn, several times over."
    },
    footer = {
      "",
      "Processor time is that of the job's JVM without its compilers; the broker's stands apart.",
      "",
      "Example:",
      "  ./flyball bench peers --jobs feedback --rounds 3"
    })
public final class BenchPeersCommand implements Callable<Integer> {
  /** Those that another tool could do a part of. */
  static final List<String> NAMES = List.of("feedback", "reward", "loop");

  private static final Map<String, LongFunction<Subject>> JOBS =
      Map.of(
          "feedback", FeedbackSubject::new, "reward", RewardSubject::new, "loop", LoopSubject::new);

  @Spec private CommandSpec spec;

  @Option(
      names = "--jobs",
      defaultValue = "feedback,reward,loop",
      split = ",",
      paramLabel = "JOB",
      description = "Jobs to measure (default: ${DEFAULT-VALUE}).")
  private List<String> jobs;

  @Option(
      names = "--records",
      defaultValue = "1000000",
      paramLabel = "N",
      description = "Size of the backlog (default: ${DEFAULT-VALUE}).")
  private long records;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      paramLabel = "R",
      description =
          "Times that each is measured, after one that is discarded (default:"
              + " ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--backends",
      defaultValue = "heap",
      split = ",",
      paramLabel = "B",
      description = "State backends of the job: heap, rocksdb (default: ${DEFAULT-VALUE}).")
  private List<String> backends;

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

  @Override
  public Integer call() {
    List<Backend> on =
        backends.stream().map(name -> BenchRun.choice(Backend.class, "--backends", name)).toList();
    for (String job : jobs) {
      if (!JOBS.containsKey(job)) {
        throw UserError.usage(
            String.format(
                Locale.ROOT, "--jobs '%s': allowed are %s", job, String.join(", ", NAMES)));
      }
    }
    Map<String, Object> report = new LinkedHashMap<>();
    Map<String, List<Map<String, Object>>> costs = new LinkedHashMap<>();
    report.put("machine", Machine.here());
    report.put("records", records);
    report.put("rounds", rounds);
    report.put("seed", seed);
    report.put("peers", costs);
    PrintWriter out = spec.commandLine().getOut();
    BenchOptions options = options(on);
    for (String job : jobs) {
      List<PeerCost> measured = measure(job, options, rounds);
      costs.put(job, measured.stream().map(BenchPeersCommand::asMap).toList());
      if (file != null) {
        JsonOutput.save(file, report);
      }
      if (!json) {
        print(out, job, measured);
      }
    }
    if (json) {
      JsonOutput.print(out, report);
    }
    out.flush();
    return ExitCode.OK;
  }

  private BenchOptions options(List<Backend> on) {
    if (rounds < 1) {
      throw UserError.usage("--rounds is " + rounds + "; it is at least 1");
    }
    try {
      return new BenchOptions(records, 2, Guarantee.EXACTLY_ONCE, on, seed, false);
    } catch (IllegalArgumentException e) {
      throw UserError.usage(e.getMessage());
    }
  }

  /** The costs of a job and of what it is measured against, on a broker of their own. */
  static List<PeerCost> measure(String job, BenchOptions options, int rounds) {
    Subject subject = JOBS.get(job).apply(options.seed());
    return BenchRun.onBroker(
        (broker, work) ->
            new PeerBench(subject, options, rounds, broker, work, BenchRun.onStderr()).run());
  }

  /** Every figure as median, least and most over the rounds. */
  static Map<String, Object> asMap(PeerCost cost) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("peer", cost.peer());
    map.put("missing", cost.missing());
    map.put("cpuMicros", spread(cost, PeerCost.Round::job));
    map.put("compilerMicros", spread(cost, PeerCost.Round::compilers));
    map.put("brokerMicros", spread(cost, PeerCost.Round::broker));
    map.put("secondHalf", spread(cost, PeerCost.Round::secondHalf));
    map.put("perSecond", spread(cost, PeerCost.Round::perSecond));
    return map;
  }

  private static List<Double> spread(PeerCost cost, ToDoubleFunction<PeerCost.Round> figure) {
    return List.of(cost.median(figure), cost.least(figure), cost.most(figure));
  }

  private static void print(PrintWriter out, String job, List<PeerCost> costs) {
    out.printf(
        Locale.ROOT,
        "%n%-28s %22s %8s %8s %11s  %s%n",
        job,
        "us/record [range]",
        "broker",
        "2nd/1st",
        "records/s",
        "does less than the job");
    for (PeerCost cost : costs) {
      out.printf(
          Locale.ROOT,
          "%-28s %22s %8.1f %8.2f %,11.0f  %s%n",
          cost.peer(),
          String.format(
              Locale.ROOT,
              "%.1f [%.1f-%.1f]",
              cost.median(PeerCost.Round::job),
              cost.least(PeerCost.Round::job),
              cost.most(PeerCost.Round::job)),
          cost.median(PeerCost.Round::broker),
          cost.median(PeerCost.Round::secondHalf),
          cost.median(PeerCost.Round::perSecond),
          cost.missing());
    }
    out.flush();
  }
}
