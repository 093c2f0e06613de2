package io.flyball.cli.bandit;

import io.flyball.cli.option.JsonOutput;
import io.flyball.cli.option.TextOption;
import io.flyball.cli.option.UnusedOptions;
import io.flyball.core.bandit.ope.Candidate;
import io.flyball.core.bandit.ope.Estimator;
import io.flyball.core.bandit.ope.Evaluation;
import io.flyball.core.bandit.ope.LogEvaluation;
import io.flyball.core.bandit.ope.SlateEvaluation;
import io.flyball.core.bandit.ope.Tuning;
import io.flyball.core.bandit.ope.Verdict;
import io.flyball.tools.ExitCode;
import io.flyball.tools.UserError;
import io.flyball.tools.bandit.DecisionLog;
import io.flyball.tools.bandit.EvaluationPage;
import io.flyball.tools.bandit.EvaluationRun;
import io.flyball.tools.bandit.SlateLog;
import io.flyball.tools.bandit.SlateRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bandit evaluate}: what a policy would have earned, from the decisions of another. */
@Command(
    name = "evaluate",
    description = {
      "Estimate from a log what another policy would have earned.",
      "",
      "A log is a file or a folder: a table of your own (CSV, JSON lines and what else import"
          + " reads) with columns for the arm shown, its reward and its propensity, VW's dsjson,"
          + " the Open Bandit Dataset's CSV, or outcomes of the bandit job (.avro, .jsonl). A"
          + " policy by name is judged on each row and then learns it. The verdict says whether"
          + " the estimates may be believed; where they may not, no estimate is shown and the exit"
          + " code is 1, while --json prints them nevertheless, as not trusted.",
      "",
      "A dsjson log with slots (CCB, slates) is evaluated slate by slate: by whole slates (SIPS),"
          + " by positions (IIPS, RIPS), by the pseudo-inverse (PI) and by cascade-DR, each with"
          + " the reason where the log does not carry what it needs. Where rewards are clicks, the"
          + " report says how users look at slates, as bandit.clicks takes it."
    },
    footer = {
      "",
      "Fields for --map: arm, reward (or cost), propensity, id, arms, context, logged (all logged"
          + " probabilities), importance, pdrop.",
      "",
      "Examples:",
      "  ./flyball bandit evaluate log.csv --target uniform --map arm=action,propensity=p",
      "  ./flyball bandit evaluate log.jsonl --target 'columns:pi_*' --out report.html",
      "  ./flyball bandit evaluate log.csv --target actions:new.csv --tune slope",
      "  ./flyball bandit evaluate samples/obd/bts --target beta-thompson \\",
      "      --counts samples/obd/prior_bts.yaml#men"
    })
public final class EvaluateCommand implements Callable<Integer> {
  private static final double MISS = 0.05;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "LOG", description = "A file or a folder.")
  private Path path;

  @Mixin private CandidateOption candidate;

  @Mixin private TextOption text;

  @Option(
      names = "--clip",
      defaultValue = "10",
      paramLabel = "W",
      description = "Largest weight of the clipped estimators (default: ${DEFAULT-VALUE}).")
  private double clip;

  @Option(
      names = "--switch-at",
      defaultValue = "10",
      paramLabel = "W",
      description = "Largest weight that Switch-DR uses (default: ${DEFAULT-VALUE}).")
  private double switchAt;

  @Option(
      names = "--shrink",
      defaultValue = "100",
      paramLabel = "L",
      description = "Lambda of DRos (default: ${DEFAULT-VALUE}).")
  private double shrink;

  @Option(
      names = "--subgaussian",
      defaultValue = "0.1",
      paramLabel = "L",
      description = "Lambda of SG-IPW, in (0, 1] (default: ${DEFAULT-VALUE}).")
  private double subgaussian;

  @Option(
      names = "--estimators",
      split = ",",
      paramLabel = "NAME",
      description =
          "Only these, such as ips,snips, which need no reward model and so one pass; all adds MRDR"
              + " (default: all but MRDR).")
  private List<String> estimators = List.of();

  @Option(
      names = "--tune",
      paramLabel = "WAY",
      description =
          "Choose the limits of clipped, switching and shrinking estimators from the log, too:"
              + " slope, slope++ or mse (default: not).")
  private Optional<String> tune = Optional.empty();

  @Option(
      names = "--prior",
      paramLabel = "R/N",
      description =
          "The reward model of an arm starts from N rows of reward R in all (default: one row of"
              + " the log's mean).")
  private String prior;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description =
          "Reward model of DM and the doubly robust estimators, contextual: a ridge regression per"
              + " arm, or one for all arms on hashed features where the log has features by name;"
              + " adagrad: the first in time linear in the context; or arm-mean (default:"
              + " contextual where the log has contexts).")
  private Optional<String> modelName = Optional.empty();

  @Option(
      names = "--past-only",
      description = "Predict each row from the rows before it instead of from the other folds.")
  private boolean pastOnly;

  @Option(
      names = "--folds",
      defaultValue = "5",
      paramLabel = "N",
      description =
          "A row is predicted from the other folds of this many; 1 fits the reward model on the"
              + " rows that it predicts, as published figures do (default: ${DEFAULT-VALUE}).")
  private int folds;

  @Option(
      names = "--rewards",
      defaultValue = "0..1",
      paramLabel = "LOW..HIGH",
      description = "All that a reward can be, for the interval (default: ${DEFAULT-VALUE}).")
  private String rewards;

  @Option(
      names = "--least-ess",
      defaultValue = "50",
      paramLabel = "N",
      description =
          "Effective sample size below which nothing is claimed (default: ${DEFAULT-VALUE}).")
  private double leastEss;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the report as an HTML page, too.")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    double[] start =
        prior == null ? new double[] {Double.NaN, 1} : pair("--prior", prior, "/", "1/100");
    double[] range = range(rewards);
    DecisionLog log = DecisionLog.open(path, candidate.options(text.options()));
    if (log instanceof SlateLog slates) {
      return slates(slates, range);
    }
    LogEvaluation result = evaluate(log, start, range);
    Verdict verdict = Verdict.of(result, leastEss, log.skipped());
    EvaluationReport report =
        new EvaluationReport(
            path.toString(), candidate.target(), log, result, verdict, leastEss, MISS);
    out.ifPresent(file -> write(file, report));
    log.report().forEach(this::say);
    PrintWriter printed = spec.commandLine().getOut();
    if (json) {
      JsonOutput.print(printed, report.json());
    } else {
      report.print(printed);
      out.ifPresent(printed::println);
    }
    printed.flush();
    return verdict.trusted() ? ExitCode.OK : ExitCode.FAILED;
  }

  private int slates(SlateLog log, double[] range) {
    UnusedOptions.refuse(
        spec,
        "for decisions for one arm, and " + path + " holds slates",
        "--clip",
        "--switch-at",
        "--shrink",
        "--subgaussian",
        "--estimators",
        "--tune",
        "--prior",
        "--model",
        "--past-only",
        "--folds",
        "--out",
        "--counts",
        "--map");
    if (!candidate.byName() && !candidate.target().equals("uniform")) {
      throw UserError.usage(
          "--target " + candidate.target() + " is for decisions for one arm, and " + path
              + " holds slates: name a policy, or uniform");
    }
    SlateEvaluation result =
        SlateRun.run(
            log,
            path.toString(),
            candidate.of(log, 1),
            candidate.space(log),
            range[0],
            range[1]);
    SlateReport report =
        new SlateReport(path.toString(), candidate.target(), log, result, leastEss, MISS);
    log.report().forEach(this::say);
    PrintWriter printed = spec.commandLine().getOut();
    if (json) {
      JsonOutput.print(printed, report.json());
    } else {
      report.print(printed);
    }
    printed.flush();
    return report.trusted() ? ExitCode.OK : ExitCode.FAILED;
  }

  private LogEvaluation evaluate(DecisionLog log, double[] start, double[] range) {
    try {
      LogEvaluation.Settings settings =
          new LogEvaluation.Settings(
              wanted(),
              new Evaluation.Limits(clip, switchAt, shrink),
              subgaussian,
              range[0],
              range[1],
              tune.map(Tuning::parse).orElse(null),
              1);
      EvaluationRun.Model model =
          new EvaluationRun.Model(
              model(log),
              folds,
              pastOnly,
              start[0] / start[1],
              start[1],
              candidate.space(log));
      LongFunction<Candidate> fresh = rows -> candidate.of(log, rows);
      return new EvaluationRun(log, path.toString(), fresh, candidate.byName(), model)
          .run(settings);
    } catch (IllegalArgumentException e) {
      throw UserError.usage(e.getMessage());
    }
  }

  private Set<Estimator> wanted() {
    EnumSet<Estimator> wanted = EnumSet.noneOf(Estimator.class);
    if (estimators.equals(List.of("all"))) {
      wanted = EnumSet.allOf(Estimator.class);
    } else if (estimators.isEmpty()) {
      wanted = EnumSet.complementOf(EnumSet.of(Estimator.MRDR));
      if (candidate.shownOnly()) {
        wanted.removeIf(Estimator::model);
      }
    } else {
      estimators.stream().map(Estimator::parse).forEach(wanted::add);
    }
    return wanted;
  }

  private String model(DecisionLog log) {
    String name = modelName.orElse("contextual");
    if (!List.of("contextual", "adagrad", "arm-mean").contains(name)) {
      throw UserError.usage("--model is contextual, adagrad or arm-mean, found '" + name + "'");
    }
    if (log.named() && name.equals("adagrad")) {
      throw UserError.usage(
          "--model adagrad is for contexts of numbers; on features by name use contextual, which is"
              + " linear in them, too");
    }
    if (log.named() && name.equals("contextual") && prior != null) {
      throw UserError.usage(
          "--prior is for models by arm, and that of features by name is shared; add --model"
              + " arm-mean");
    }
    if (modelName.isPresent()
        && name.equals("contextual")
        && !log.named()
        && log.dimension() == 0) {
      throw UserError.usage("--model contextual needs contexts, and the log " + path + " has none");
    }
    if (pastOnly && prior != null) {
      throw UserError.usage("--prior is for models of all rows; --past-only starts from nothing");
    }
    return name;
  }

  private void write(Path file, EvaluationReport report) {
    try {
      Files.writeString(file, EvaluationPage.of(report.content()));
    } catch (IOException e) {
      throw UserError.causedBy("cannot write the report to " + file, e);
    }
  }

  private void say(String line) {
    spec.commandLine().getErr().println(line);
    spec.commandLine().getErr().flush();
  }

  /** All that a reward can be, from its smallest to its largest. */
  static double[] range(String rewards) {
    double[] range = pair("--rewards", rewards, "..", "0..1");
    if (!(range[0] < range[1])) {
      throw UserError.usage("--rewards LOW..HIGH needs low < high, found '" + rewards + "'");
    }
    return range;
  }

  private static double[] pair(String option, String text, String separator, String example) {
    int at = text.indexOf(separator);
    try {
      if (at > 0) {
        return new double[] {
          Double.parseDouble(text.substring(0, at)),
          Double.parseDouble(text.substring(at + separator.length()))
        };
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw UserError.usage(option + " looks like " + example + ", found '" + text + "'");
  }
}
