package io.flyball.cli.bandit;

import io.flyball.cli.option.JsonOutput;
import io.flyball.cli.option.TextOption;
import io.flyball.cli.option.UnusedOptions;
import io.flyball.core.bandit.ope.Candidate;
import io.flyball.core.bandit.ope.LogEvaluation;
import io.flyball.core.bandit.ope.SlateEvaluation;
import io.flyball.core.bandit.ope.Verdict;
import io.flyball.tools.ExitCode;
import io.flyball.tools.UserError;
import io.flyball.tools.bandit.DecisionLog;
import io.flyball.tools.bandit.EvaluationPage;
import io.flyball.tools.bandit.EvaluationRun;
import io.flyball.tools.bandit.SlateLog;
import io.flyball.tools.bandit.SlatePage;
import io.flyball.tools.bandit.SlateRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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

  @Mixin private EstimatorsOption estimators;

  @Mixin private ModelOption model;

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
    double[] range = range(rewards);
    DecisionLog log = DecisionLog.open(path, candidate.options(text.options()));
    if (log instanceof SlateLog slates && slates.positions() > 1) {
      return slates(slates, range);
    }
    LogEvaluation result = evaluate(log, range);
    Verdict verdict = Verdict.of(result, leastEss, log.skipped());
    EvaluationReport report =
        new EvaluationReport(
            path.toString(), candidate.target(), log, result, verdict, leastEss, MISS);
    out.ifPresent(file -> write(file, EvaluationPage.of(report.content())));
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
        "--folds");
    candidate.requireForSlates(spec, path);
    SlateEvaluation result =
        SlateRun.run(
            log, path.toString(), candidate.of(log, 1), candidate.space(log), range[0], range[1]);
    SlateReport report =
        new SlateReport(path.toString(), candidate.target(), log, result, leastEss, MISS);
    out.ifPresent(file -> write(file, SlatePage.of(report.content())));
    log.report().forEach(this::say);
    PrintWriter printed = spec.commandLine().getOut();
    if (json) {
      JsonOutput.print(printed, report.json());
    } else {
      report.print(printed);
      out.ifPresent(printed::println);
    }
    printed.flush();
    return report.trusted() ? ExitCode.OK : ExitCode.FAILED;
  }

  private LogEvaluation evaluate(DecisionLog log, double[] range) {
    try {
      LogEvaluation.Settings settings = estimators.settings(candidate.shownOnly(), range);
      EvaluationRun.Model fitted = model.of(log, path, candidate.space(log));
      LongFunction<Candidate> fresh = rows -> candidate.of(log, rows);
      return new EvaluationRun(log, path.toString(), fresh, candidate.byName(), fitted)
          .run(settings);
    } catch (IllegalArgumentException e) {
      throw UserError.usage(e.getMessage());
    }
  }

  private static void write(Path file, String page) {
    try {
      Files.writeString(file, page);
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
    double[] range = Pair.of("--rewards", rewards, "..", "0..1");
    if (!(range[0] < range[1])) {
      throw UserError.usage("--rewards LOW..HIGH needs low < high, found '" + rewards + "'");
    }
    return range;
  }
}
