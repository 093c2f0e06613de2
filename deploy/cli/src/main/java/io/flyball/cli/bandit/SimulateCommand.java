package io.flyball.cli.bandit;

import io.flyball.cli.option.JsonOutput;
import io.flyball.cli.option.UnusedOptions;
import io.flyball.core.bandit.PolicyName;
import io.flyball.core.bandit.env.EnvironmentName;
import io.flyball.core.bandit.env.TaskPlayer;
import io.flyball.local.bandit.StreamPlayer;
import io.flyball.tools.ExitCode;
import io.flyball.tools.Progress;
import io.flyball.tools.UserError;
import io.flyball.tools.bandit.PolicyRuns;
import io.flyball.tools.bandit.RegretPlot;
import io.flyball.tools.bandit.SeedRun;
import io.flyball.tools.bandit.World;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bandit simulate}: policies against a world whose true means are known. */
@Command(
    name = "simulate",
    description = {
      "Play policies on a simulated world and report their regret.",
      "",
      "Oracle regret is the sum of best mean minus mean of the arm shown, computed"
          + " from true means, never from luck. The same seed is the same world, bit for"
          + " bit, on every machine."
    },
    footer = {
      "",
      "A mistake in --policy shows the names and parameters that are known.",
      "",
      "Examples:",
      "  ./flyball bandit simulate --env lin --policy linucb --seed 1",
      "      contexts of 20 values and a constant, ten arms, Bernoulli rewards",
      "  ./flyball bandit simulate --env bern --rounds 20000 --seeds 1..10 \\",
      "      --policy kl-ucb --policy epsilon-greedy --delay 500 --plot regret.png",
      "      regret curves with bands when each click comes 500 rounds late",
      "  ./flyball bandit simulate --env dlb-synthetic --policy dynlin-ucb",
      "      rewards that carry the past",
      "  ./flyball bandit simulate --env chain --policy lazy-planner:beta=20 --policy linucb",
      "      a task that goes on: an action leads to a state, and the next reward is not all",
      "  ./flyball bandit simulate --env bern --policy softmax --positions 3 --users cascade \\",
      "      --clicks cascade",
      "      slates of three, whose users stop at the first click",
      "  ./flyball bandit simulate --env lin --policy linucb --rounds 10000 --in-flink",
      "      the same world served by the job"
    })
public final class SimulateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--env",
      required = true,
      completionCandidates = Environments.class,
      paramLabel = "NAME",
      description = "One of ${COMPLETION-CANDIDATES}.")
  private String env;

  @Option(
      names = "--policy",
      required = true,
      completionCandidates = Policies.class,
      paramLabel = "NAME[:PARAMETER=VALUE,…]",
      description = "A policy; may be repeated. One of ${COMPLETION-CANDIDATES}.")
  private List<String> policies;

  @Option(
      names = "--rounds",
      defaultValue = "100000",
      paramLabel = "T",
      description = "Decisions (default: ${DEFAULT-VALUE}).")
  private long rounds;

  @ArgGroup private Seeds seeds = new Seeds();

  /** One seed or several. */
  static final class Seeds {
    @Option(names = "--seed", paramLabel = "S", description = "Seed of the world (default: 1).")
    private long seed = 1;

    @Option(
        names = "--seeds",
        paramLabel = "A..B",
        description = "Every seed from A to B: mean and standard deviation are reported.")
    private Optional<String> range = Optional.empty();
  }

  @Option(
      names = "--delay",
      defaultValue = "0",
      paramLabel = "D|geometric:P|per-arm[:M/M/…]",
      description =
          "Rounds between a decision and its reward: fixed, geometric, or exponential with a"
              + " mean for each arm in turn, 20 and 300 unless given (default:"
              + " ${DEFAULT-VALUE}).")
  private String delay;

  @Option(
      names = "--lost",
      defaultValue = "0",
      paramLabel = "SHARE",
      description = "Share of rewards that never come, below 1 (default: ${DEFAULT-VALUE}).")
  private double lost;

  @Option(
      names = "--arms",
      defaultValue = "10",
      paramLabel = "K",
      description = "Arms of lin, lin-drift and switching (default: ${DEFAULT-VALUE}).")
  private int arms;

  @Option(
      names = "--dim",
      defaultValue = "20",
      paramLabel = "D",
      description = "Context length of lin and lin-drift (default: ${DEFAULT-VALUE}).")
  private int dim;

  @Mixin private SlatesOption slateOptions;

  @Option(
      names = "--in-flink",
      description =
          "Play through the bandit job in a Flink cluster within this process: every decision is"
              + " asked for and awaited. The job draws by decision id, so policies without draws"
              + " decide exactly as they do alone.")
  private boolean inFlink;

  @Option(names = "--json", description = "One JSON object per policy.")
  private boolean json;

  @Option(
      names = "--plot",
      paramLabel = "FILE.png",
      description = "Draw the regret curves, with a band of one standard deviation.")
  private Optional<Path> plot;

  @Override
  public Integer call() {
    if (!EnvironmentName.CHOOSES_ARMS.contains(env)) {
      UnusedOptions.refuse(
          spec, "with --env " + String.join(", ", EnvironmentName.CHOOSES_ARMS), "--arms");
    }
    if (!EnvironmentName.CHOOSES_CONTEXT.contains(env)) {
      UnusedOptions.refuse(
          spec, "with --env " + String.join(", ", EnvironmentName.CHOOSES_CONTEXT), "--dim");
    }
    World world = new World(env, arms, dim, rounds, delay, lost);
    long[] range = range();
    requireSense(world);
    SeedRun.Slates slates = slateOptions.of(spec, world, env);
    List<PolicyRuns> played = play(world, slates, range[0], range[1]);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      played.forEach(policy -> JsonOutput.print(out, policy.json(world)));
    } else {
      String which =
          range[0] == range[1] ? "seed " + range[0] : "seeds " + range[0] + " to " + range[1];
      SimulationTable.print(out, world, which, played);
    }
    out.flush();
    plot.ifPresent(png -> RegretPlot.write(world, played, png));
    return ExitCode.OK;
  }

  /** Everything that can be refused is refused before the first round. */
  private void requireSense(World world) {
    if (rounds < 1) {
      throw UserError.usage("--rounds must be at least 1, found " + rounds);
    }
    try {
      world.environment(0);
      world.rewardDelay();
      policies.forEach(inFlink ? world::learner : world::player);
    } catch (IllegalArgumentException e) {
      throw UserError.usage(e.getMessage());
    }
    if (policies.stream().distinct().count() < policies.size()) {
      throw UserError.usage("each --policy may be given once, found " + policies);
    }
  }

  private long[] range() {
    if (seeds.range.isEmpty()) {
      return new long[] {seeds.seed, seeds.seed};
    }
    String[] ends = seeds.range.get().split("\\.\\.", -1);
    try {
      long[] range = {Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1])};
      if (ends.length == 2 && range[0] <= range[1]) {
        return range;
      }
    } catch (NumberFormatException e) {
      // Said below, with the range that is no better.
    }
    throw UserError.usage("--seeds looks like 1..10, found '" + seeds.range.get() + "'");
  }

  private List<PolicyRuns> play(World world, SeedRun.Slates slates, long from, long to) {
    List<PolicyRuns> all = new ArrayList<>();
    long runs = policies.size() * (to - from + 1);
    try (Progress progress = Progress.onStderr("playing", OptionalLong.of(runs * rounds))) {
      long done = 0;
      for (String policy : policies) {
        List<SeedRun> ofPolicy = new ArrayList<>();
        for (long seed = from; seed <= to; seed++) {
          long before = done;
          String what = policy + ", seed " + seed;
          LongConsumer told = t -> progress.update(before + t, what);
          ofPolicy.add(
              slates != null
                  ? SeedRun.slates(world, slates, policy, seed, told)
                  : inFlink
                      ? StreamPlayer.play(world, policy, seed, told)
                      : SeedRun.play(world, policy, seed, told));
          done += rounds;
        }
        all.add(new PolicyRuns(policy, ofPolicy));
      }
      progress.update(done);
    }
    return all;
  }

  /** For the help and shell completion. */
  static final class Environments implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return EnvironmentName.NAMES.iterator();
    }
  }

  /** For the help and shell completion. */
  static final class Policies implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.concat(PolicyName.NAMES.stream(), TaskPlayer.NAMES.stream()).iterator();
    }
  }
}
