package io.flyball.cli.bandit;

import io.flyball.cli.option.JsonOutput;
import io.flyball.cli.option.TextOption;
import io.flyball.cli.option.UnusedOptions;
import io.flyball.core.bandit.ope.Candidate;
import io.flyball.core.bandit.ope.Replay;
import io.flyball.core.bandit.ope.RewardModel;
import io.flyball.tools.ExitCode;
import io.flyball.tools.UserError;
import io.flyball.tools.bandit.DecisionLog;
import io.flyball.tools.bandit.EvaluationRun;
import io.flyball.tools.bandit.ReplayReport;
import io.flyball.tools.bandit.SlateLog;
import io.flyball.tools.bandit.SlateRun;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bandit replay}: what a policy that learns would have earned from its first decision. */
@Command(
    name = "replay",
    description = {
      "Replay a log to a policy that learns only from what it could have chosen itself.",
      "",
      "A decision of the log enters the policy's history with a probability in proportion to its"
          + " own probability of the arm shown, divided by the logged one. Printed are the mean"
          + " reward of that history (rejection sampling), the doubly robust value over all"
          + " decisions, and what neither can tell. Reads what bandit evaluate reads. With fewer"
          + " than --least decisions in the history nothing is claimed, with exit code 1.",
      "",
      "A log of slates is replayed slate by slate: --history tells what of a slate enters, which is"
          + " what the values assume."
    },
    footer = {
      "",
      "Examples:",
      "  ./flyball bandit replay log.csv --target linucb:alpha=0.5 --map context=x",
      "  ./flyball bandit replay samples/obd/random --target epsilon-greedy:epsilon=0.1",
      "  ./flyball bandit replay slates.dsjson --target squarecb-joint --history prefix",
    })
public final class LogReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "LOG", description = "A file or a folder.")
  private Path path;

  @Mixin private CandidateOption candidate;

  @Mixin private TextOption text;

  @Option(
      names = "--rewards",
      defaultValue = "0..1",
      paramLabel = "LOW..HIGH",
      description = "All that a reward can be, for the interval (default: ${DEFAULT-VALUE}).")
  private String rewards;

  @Option(
      names = "--model",
      defaultValue = "contextual",
      paramLabel = "MODEL",
      description =
          "Reward model of the doubly robust value, which learns from the rows before: contextual,"
              + " adagrad, arm-mean or none (default: ${DEFAULT-VALUE}).")
  private String modelName;

  @Option(
      names = "--acceptance",
      defaultValue = "1",
      paramLabel = "C",
      description =
          "Greatest factor of the probability to accept, in (0, 1]; the inverse of the largest"
              + " possible weight never cuts one (default: ${DEFAULT-VALUE}).")
  private double acceptance;

  @Option(
      names = "--quantile",
      defaultValue = "0",
      paramLabel = "Q",
      description =
          "Quantile of the inverse weights seen that the factor follows: 0 is without bias once the"
              + " largest weight was seen, more accepts more (default: ${DEFAULT-VALUE}).")
  private double quantile;

  @Option(
      names = "--history",
      defaultValue = "slate",
      paramLabel = "PARTS",
      description =
          "What of a slate enters the history: slate, all of it or nothing; prefix, a position where"
              + " all above it did, for rewards that follow from what stands there and above; slot,"
              + " each position by itself, for slots with arms of their own (default:"
              + " ${DEFAULT-VALUE}).")
  private String history;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Seed of the draws of acceptance (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--least",
      defaultValue = "50",
      paramLabel = "N",
      description =
          "Length of the history below which nothing is claimed (default: ${DEFAULT-VALUE}).")
  private long least;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    double[] range = EvaluateCommand.range(rewards);
    if (candidate.shownOnly()) {
      throw UserError.usage("a replay needs the candidate's probability of each arm, not shown:");
    }
    DecisionLog log = DecisionLog.open(path, candidate.options(text.options()));
    Replay.Settings settings =
        new Replay.Settings(
            SlatesOption.named("--history", history, Replay.History.values()),
            range[0],
            range[1],
            acceptance,
            quantile,
            seed);
    Replay replay =
        log instanceof SlateLog slates && slates.positions() > 1
            ? slates(slates, settings)
            : decisions(log, settings);
    log.report().forEach(this::say);
    ReplayReport report =
        new ReplayReport(path.toString(), candidate.target(), replay, least, log.passedOver());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      JsonOutput.print(out, report.json());
    } else {
      report.lines().forEach(out::println);
    }
    out.flush();
    return report.claimed() ? ExitCode.OK : ExitCode.FAILED;
  }

  private Replay decisions(DecisionLog log, Replay.Settings settings) {
    UnusedOptions.refuse(spec, "where the log holds slates", "--history");
    RewardModel model = model(log);
    Replay[] replay = {null};
    new EvaluationRun(
            log, path.toString(), rows -> candidate.of(log, rows), candidate.byName(), null)
        .replay(
            settings.low(),
            settings.high(),
            policy -> {
              replay[0] = replay(policy, settings, 1, false, position -> model);
              return replay[0]::add;
            });
    return replay[0];
  }

  private Replay slates(SlateLog log, Replay.Settings settings) {
    candidate.requireForSlates(spec, path);
    Replay replay =
        replay(
            candidate.of(log, 1),
            settings,
            log.positions(),
            log.global(),
            SlateRun.models(() -> model(log)));
    SlateRun.pass(log, path.toString(), "replaying", replay::add);
    return replay;
  }

  private Replay replay(
      Candidate policy,
      Replay.Settings settings,
      int positions,
      boolean global,
      IntFunction<RewardModel> model) {
    try {
      return new Replay(
          policy, settings, positions, global, modelName.equals("none") ? null : model);
    } catch (IllegalArgumentException e) {
      throw UserError.usage(e.getMessage());
    }
  }

  private RewardModel model(DecisionLog log) {
    return switch (modelName) {
      case "contextual", "adagrad", "arm-mean" ->
          new EvaluationRun.Model(modelName, 1, true, Double.NaN, 1, candidate.space(log))
              .fresh(log.dimension());
      case "none" -> null;
      default ->
          throw UserError.usage(
              "--model is contextual, adagrad, arm-mean or none, found '" + modelName + "'");
    };
  }

  private void say(String line) {
    spec.commandLine().getErr().println(line);
    spec.commandLine().getErr().flush();
  }
}
