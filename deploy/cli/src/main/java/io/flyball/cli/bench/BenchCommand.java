package io.flyball.cli.bench;

import io.flyball.bench.BanditPendingSubject;
import io.flyball.bench.BanditSubject;
import io.flyball.bench.BiasRatesSubject;
import io.flyball.bench.BiasSubject;
import io.flyball.bench.DataloopSubject;
import io.flyball.bench.FeedbackSubject;
import io.flyball.bench.GatePendingSubject;
import io.flyball.bench.GateSubject;
import io.flyball.bench.LoopSubject;
import io.flyball.bench.ModesSubject;
import io.flyball.bench.RewardSubject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How fast it is on this machine. */
@Command(
    name = "bench",
    description = "Measure how fast the jobs are on this machine.",
    subcommands = {
      BenchAllCommand.class,
      BenchPageCommand.class,
      BenchPeersCommand.class,
      BenchCommandKernels.class,
      BenchDecodersCommand.class,
      BenchDoorCommand.class,
      BenchImportCommand.class,
      BenchAnalyzeCommand.class,
      BenchLearnerCommand.class
    })
public final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "bench which? One of " + String.join(", ", spec.commandLine().getSubcommands().keySet()));
  }

  @Command(
      description = {
        "The feedback job beside the floor, a job that passes the same bytes through the same"
            + " broker",
        "with the same guarantee and parallelism. Starts a broker of its own; takes some minutes.",
        "Exit code 1 when a bar is missed."
      })
  int feedback(@Mixin BenchRun run) {
    return run.of(FeedbackSubject::new, spec.commandLine().getOut());
  }

  @Command(
      description = {
        "The reward job beside the floor: attributed clicks of 1,000 policies become rewards.",
        "Exit code 1 when a bar is missed."
      })
  int reward(@Mixin BenchRun run) {
    return run.of(RewardSubject::new, spec.commandLine().getOut());
  }

  @Command(
      description = {
        "The loop job beside the floor: exposures and clicks become metrics of hourly windows.",
        "Exit code 1 when a bar is missed."
      })
  int loop(@Mixin BenchRun run) {
    return run.of(LoopSubject::new, spec.commandLine().getOut());
  }

  @Command(
      description = {
        "The bandit job beside the floor: 1,000 policies, LinUCB with 10 arms and 21 features.",
        "With --pending no reward comes, and a million decisions wait for theirs: what matters then"
            + " are",
        "the heap at the end and the 99th percentile of latency, at most five times the floor's."
            + " Exit",
        "code 1 when a bar is missed."
      })
  int bandit(
      @Mixin BenchRun run,
      @Option(names = "--pending", description = "Decisions that stay open.") boolean pending) {
    return run.of(
        pending ? BanditPendingSubject::new : BanditSubject::new, spec.commandLine().getOut());
  }

  @Command(
      description = {
        "The bias job beside a job that only reads the packets: 1,000 cameras of a million events"
            + " a",
        "second. A record is a packet of 10,000 events. With --rates the cameras count for"
            + " themselves,",
        "and a record is the rate of one window. Exit code 1 when a bar is missed."
      })
  int bias(
      @Mixin BenchRun run,
      @Option(names = "--rates", description = "Rates instead of packets.") boolean rates) {
    return run.of(rates ? BiasRatesSubject::new : BiasSubject::new, spec.commandLine().getOut());
  }

  @Command(
      description = {
        "The modes job beside the floor: states, symbols, values of a million entities.",
        "Then by themselves: a symbol through the filter and a value through the tracker",
        "(at most 1 us), and the rates of six modes from 16 gaps (at most 50 ms). Exit",
        "code 1 when a bar is missed."
      })
  int modes(@Mixin BenchRun run) {
    return run.of(ModesSubject::new, "ModesKernels", spec.commandLine().getOut());
  }

  @Command(
      description = {
        "The gate job beside the floor: proposals, critiques and outcomes of 100,000 sessions. The",
        "99th percentile of latency from a proposal to its verdict is at most five times the",
        "floor's. With --pending a million actions wait for critiques, in less than 1 GiB.",
        "Exit code 1 when a bar is missed."
      })
  int gate(
      @Mixin BenchRun run,
      @Option(names = "--pending", description = "Actions that wait for critiques.")
          boolean pending) {
    return run.of(
        pending ? GatePendingSubject::new : GateSubject::new, spec.commandLine().getOut());
  }

  @Command(
      description = {
        "The dataloop job beside the floor: samples with their votes, searches, steps of tasks.",
        "Exit code 1 when a bar is missed."
      })
  int dataloop(@Mixin BenchRun run) {
    return run.of(DataloopSubject::new, spec.commandLine().getOut());
  }
}
