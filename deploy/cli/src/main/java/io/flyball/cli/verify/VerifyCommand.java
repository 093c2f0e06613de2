package io.flyball.cli.verify;

import io.flyball.bench.Commit;
import io.flyball.cli.option.JsonOutput;
import io.flyball.cli.option.UnusedOptions;
import io.flyball.jobs.runtime.FlinkConfig.Backend;
import io.flyball.jobs.runtime.KafkaConfig.Guarantee;
import io.flyball.local.Children;
import io.flyball.local.DataDir;
import io.flyball.tools.ExitCode;
import io.flyball.tools.Progress;
import io.flyball.tools.UserError;
import io.flyball.verify.Fault.Target;
import io.flyball.verify.JobFaultTest;
import io.flyball.verify.JobFaultTests;
import io.flyball.verify.Scenarios;
import io.flyball.verify.Verification;
import io.flyball.verify.VerifyOptions;
import io.flyball.verify.VerifyReport;
import io.flyball.verify.simulation.Simulations;
import io.flyball.verify.simulation.Simulations.Failure;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code verify}: what is promised holds when processes are killed. */
@Command(
    name = "verify",
    description = {
      "Kill processes under a job; compare with a calm run.",
      "",
      "Starts a Kafka broker and a Flink cluster of real processes (ZooKeeper, a JobManager, two"
          + " TaskManagers), feeds a seeded load in which every record carries a key and a sequence"
          + " number, kills processes with SIGKILL at seeded moments and replaces them, drains,"
          + " runs the same input again without interruption, and compares what readers of"
          + " committed records find. Needs about 4 GiB of memory. Exit code 1 when anything"
          + " differs."
    },
    footer = {
      "",
      "Scenarios:",
      "  kill                   processes are killed as --kill says",
      "  rescale                stopped with a savepoint, gone on at parallelism 1, 2, 3, 1",
      "  upgrade                goes on from the savepoint of a release: 400 records, seed 1",
      "  lingering-transaction  all TaskManagers die in mid-transaction; a smaller job takes up",
      "                         the last checkpoint",
      "  full-disk              the store of the checkpoints refuses to write until five failed",
      "  slow-sink              the broker takes 5 kB/s from each producer for ten seconds",
      "  slow-disk              the disk of the checkpoints takes 200 kB/s and a second for each",
      "                         file for ten seconds",
      "  two-writers            a second job with the same transactional ids is refused",
      "  door                   the load comes by HTTP and is sent again until acknowledged; kills,",
      "                         of the gateway too",
      "  poison                 kills, and a burst of which one record in ten cannot be read",
      "  clock-skew             kills, and a burst of which one record in ten is dated 2100",
      "",
      "Examples:",
      "  ./flyball verify --job feedback",
      "  ./flyball verify --job all --records 2000000 --backend rocksdb \\",
      "      --kill taskmanager=20,broker=5,jobmanager=3",
      "  ./flyball verify --job all --page docs/operations.md",
      "  ./flyball verify --job feedback --guarantee at-least-once",
      "      the negative control: finds duplicates, and exits with 1",
      "  ./flyball verify --job feedback --scenario rescale",
      "  ./flyball verify --simulation --seed 17 --schedules 1"
    })
public final class VerifyCommand implements Callable<Integer> {
  private static final List<JobFaultTest> JOBS = JobFaultTests.all();
  private static final String ALL = "all";

  /** Scenarios in which processes die as --kill says. */
  private static final List<String> KILLING = List.of("kill", "door", "poison", "clock-skew");

  @Spec private CommandSpec spec;

  @Option(
      names = "--job",
      defaultValue = ALL,
      paramLabel = "JOB",
      description = "Which job, or all, one after the other (default: ${DEFAULT-VALUE}).")
  private String job;

  @Option(
      names = "--records",
      defaultValue = "20000",
      paramLabel = "N",
      description = "Records fed to each run (default: ${DEFAULT-VALUE}).")
  private long records;

  @Option(
      names = "--kill",
      defaultValue = "taskmanager=2,broker=1,jobmanager=1",
      split = ",",
      paramLabel = "PROCESS=TIMES",
      description =
          "What is killed how often: taskmanager, broker, jobmanager; stall, which stops the broker"
              + " for five seconds; partition, which cuts a TaskManager off for thirty; clock, which"
              + " steps the wall clock of one an hour ahead or back for thirty; power-loss, which"
              + " takes from one of three brokers all that it had not flushed; and in scenario door"
              + " gateway, 3 unless said otherwise (default: ${DEFAULT-VALUE}). Only where processes"
              + " are killed.")
  private Map<String, Integer> kills;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "S",
      description = "Seed of the load and of the kills (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--backend",
      defaultValue = "heap",
      paramLabel = "B",
      description = "State backend: heap or rocksdb (default: ${DEFAULT-VALUE}).")
  private String backend;

  @Option(
      names = "--guarantee",
      defaultValue = "exactly-once",
      paramLabel = "G",
      description =
          "exactly-once or at-least-once (default: ${DEFAULT-VALUE}). At least once must fail: it"
              + " shows that duplicates would be found.")
  private String guarantee;

  @Option(
      names = "--scenario",
      defaultValue = "kill",
      paramLabel = "NAME",
      description =
          "What happens to the job: one of those below, or all (default: ${DEFAULT-VALUE}).")
  private String scenario;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keep logs and topics of the last job here; default: a temporary folder.")
  private Path data;

  @Option(
      names = "--page",
      paramLabel = "FILE",
      description =
          "Write what became of each run into the table of this page as well, in place of what an"
              + " earlier run of its job, scenario and backend left there.")
  private Path page;

  @Option(
      names = "--simulation",
      description =
          "Start nothing: drive the cores alone through seeded schedules of disorder, duplicates,"
              + " crashes and rescaling, from --seed on, and compare with a naive oracle.")
  private boolean simulation;

  @Option(
      names = "--schedules",
      defaultValue = "1000",
      paramLabel = "N",
      description = "Schedules of each core in a simulation (default: ${DEFAULT-VALUE}).")
  private long schedules;

  @Option(names = "--json", description = "Print one JSON object for each job.")
  private boolean json;

  @Override
  public Integer call() {
    if (simulation) {
      UnusedOptions.refuse(
          spec,
          "without --simulation, which starts no process",
          "--job",
          "--records",
          "--kill",
          "--backend",
          "--guarantee",
          "--scenario",
          "--data",
          "--page");
      return simulate();
    }
    UnusedOptions.refuse(spec, "with --simulation", "--schedules");
    Map<Target, Integer> wanted = kills();
    if (scenarios().stream().noneMatch(KILLING::contains)) {
      UnusedOptions.refuse(spec, "with --scenario " + String.join(", ", KILLING), "--kill");
    }
    if (wanted.containsKey(Target.GATEWAY)
        && scenarios().stream().noneMatch(Scenarios::haveGateway)) {
      throw UserError.usage("--kill gateway: there is one with --scenario door alone");
    }
    List<Run> runs = new ArrayList<>();
    for (String one : scenarios()) {
      VerifyOptions options = options(one, wanted);
      for (JobFaultTest chosen : chosen()) {
        if (Scenarios.suits(one, chosen)) {
          runs.add(new Run(chosen, options));
        } else {
          say(chosen.name() + ": " + one + " does not apply to what it reads");
        }
      }
    }
    return all(runs) ? ExitCode.OK : ExitCode.FAILED;
  }

  /** One job in one scenario. */
  private record Run(JobFaultTest job, VerifyOptions options) {}

  private boolean all(List<Run> runs) {
    boolean passed = true;
    long start = System.nanoTime();
    for (int done = 0; done < runs.size(); done++) {
      if (done > 0) {
        long left = (System.nanoTime() - start) / done * (runs.size() - done);
        say(
            String.format(
                Locale.ROOT,
                "%d of %d runs are done, about %d min are left",
                done,
                runs.size(),
                Duration.ofNanos(left).plusSeconds(59).toMinutes()));
      }
      passed &= passes(runs.get(done), runs.size() > 1);
    }
    return passed;
  }

  /** A run that comes to no end does not keep the others from theirs. */
  private boolean passes(Run run, boolean others) {
    try {
      return verify(run.job(), run.options());
    } catch (UserError e) {
      if (!others) {
        throw e;
      }
      say(run.job().name() + ", " + run.options().scenario() + ": " + e.getMessage());
      return false;
    }
  }

  private boolean verify(JobFaultTest chosen, VerifyOptions options) {
    PrintWriter out = spec.commandLine().getOut();
    try (Children children = Children.untilShutdown()) {
      DataDir dir = children.add(data == null ? DataDir.temporary() : DataDir.open(data));
      say(chosen.name() + ": starting Kafka and Flink; data in " + dir.path());
      VerifyReport report = new Verification(chosen, options, this::say).run(children, dir);
      if (json) {
        JsonOutput.print(out, VerifyCommandTable.asMap(report));
      } else {
        VerifyCommandTable.print(out, report);
      }
      out.flush();
      if (page != null) {
        OperationsPage.update(page, report, Commit.here());
      }
      return report.passed();
    }
  }

  private int simulate() {
    if (schedules < 1) {
      throw UserError.usage(
          String.format(Locale.ROOT, "--schedules is %d: allowed is 1 or more", schedules));
    }
    List<String> cores = Simulations.cores();
    Optional<Failure> failure;
    try (Progress progress =
        Progress.onStderr("schedules", OptionalLong.of(schedules * cores.size()))) {
      failure = Simulations.run(seed, schedules, progress::update);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      JsonOutput.print(out, VerifyCommandTable.asMap(cores, seed, schedules, failure));
    } else {
      VerifyCommandTable.print(out, cores, seed, schedules, failure);
    }
    out.flush();
    return failure.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
  }

  private void say(String text) {
    spec.commandLine().getErr().println(text);
    spec.commandLine().getErr().flush();
  }

  private List<JobFaultTest> chosen() {
    List<JobFaultTest> chosen =
        JOBS.stream().filter(one -> job.equals(ALL) || one.name().equals(job)).toList();
    if (chosen.isEmpty()) {
      List<String> allowed = new ArrayList<>(JOBS.stream().map(JobFaultTest::name).toList());
      allowed.add(ALL);
      throw UserError.usage(String.format(Locale.ROOT, "--job '%s': allowed are %s", job, allowed));
    }
    return chosen;
  }

  private List<String> scenarios() {
    List<String> names = Scenarios.names();
    if (scenario.equals(ALL)) {
      return names;
    }
    if (!names.contains(scenario)) {
      List<String> allowed = new ArrayList<>(names);
      allowed.add(ALL);
      throw UserError.usage(
          String.format(Locale.ROOT, "--scenario '%s': allowed are %s", scenario, allowed));
    }
    return List.of(scenario);
  }

  private VerifyOptions options(String one, Map<Target, Integer> wanted) {
    if (records < 1 || records > Integer.MAX_VALUE) {
      throw UserError.usage(
          String.format(
              Locale.ROOT, "--records is %d: allowed are 1 to %d", records, Integer.MAX_VALUE));
    }
    Map<Target, Integer> here = new EnumMap<>(wanted);
    if (!Scenarios.haveGateway(one)) {
      here.remove(Target.GATEWAY);
    }
    return new VerifyOptions(
        records,
        here,
        seed,
        choice(Backend.class, "--backend", backend),
        choice(Guarantee.class, "--guarantee", guarantee),
        one);
  }

  private Map<Target, Integer> kills() {
    Map<Target, Integer> wanted = new EnumMap<>(Target.class);
    kills.forEach(
        (name, times) -> {
          if (times < 0) {
            throw UserError.usage(
                String.format(Locale.ROOT, "--kill %s=%d: allowed is 0 or more", name, times));
          }
          wanted.put(choice(Target.class, "--kill", name), times);
        });
    return wanted;
  }

  private static <E extends Enum<E>> E choice(Class<E> type, String option, String name) {
    for (E constant : type.getEnumConstants()) {
      if (spelled(constant).equalsIgnoreCase(name.strip())) {
        return constant;
      }
    }
    List<String> allowed =
        Arrays.stream(type.getEnumConstants()).map(VerifyCommand::spelled).toList();
    throw UserError.usage(
        String.format(Locale.ROOT, "%s '%s': allowed are %s", option, name, allowed));
  }

  static String spelled(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
