package io.flyball.cli.bandit;

import io.flyball.cli.option.JsonOutput;
import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.LoggedDecision;
import io.flyball.core.bandit.PolicyName;
import io.flyball.core.bandit.arms.WarmStart;
import io.flyball.core.bandit.ope.AnytimeInterval;
import io.flyball.core.bandit.ope.Evaluation;
import io.flyball.core.bandit.ope.LogEvaluation;
import io.flyball.core.bandit.ope.LogIntervals;
import io.flyball.core.bandit.ope.RewardModel;
import io.flyball.tools.ExitCode;
import io.flyball.tools.Progress;
import io.flyball.tools.UserError;
import io.flyball.tools.bandit.DecisionLog;
import io.flyball.tools.bandit.PriorCounts;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
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
      "A log is a file or a folder: CSV in the form of the Open Bandit Dataset, or outcomes of"
          + " the bandit job as Avro (.avro) or JSON lines (.jsonl), .gz and .zst too. The"
          + " candidate is judged on each row and then learns it. Below an effective sample size"
          + " of --least-ess the estimates are refused, with exit code 1; --json prints them"
          + " nevertheless, as not trusted."
    },
    footer = {
      "",
      "Examples:",
      "  ./flyball bandit evaluate samples/obd/bts --target uniform",
      "  ./flyball bandit evaluate samples/obd/bts --target beta-thompson \\",
      "      --counts samples/obd/prior_bts.yaml#men",
      "  ./flyball bandit evaluate outcomes/ --target linucb:alpha=0.5 --json"
    })
public final class EvaluateCommand implements Callable<Integer> {
  private static final double MISS = 0.05;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "LOG", description = "A file or a folder.")
  private Path path;

  @Option(
      names = "--target",
      required = true,
      paramLabel = "uniform|POLICY",
      description = "The candidate: every arm alike, or a policy as bandit simulate takes it.")
  private String target;

  @Option(
      names = "--counts",
      paramLabel = "FILE[#NAME]",
      description =
          "Counts that the candidate begins with, as bandit warm-start takes them (default: none).")
  private Optional<String> counts = Optional.empty();

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
              + " arm, or arm-mean (default: contextual where the log has contexts).")
  private Optional<String> modelName = Optional.empty();

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
      names = "--position",
      paramLabel = "P",
      description = "Only rows of this position of an Open Bandit log.")
  private Integer position;

  @Option(
      names = "--least-ess",
      defaultValue = "50",
      paramLabel = "N",
      description =
          "Effective sample size below which nothing is claimed (default: ${DEFAULT-VALUE}).")
  private double leastEss;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    double[] start =
        prior == null ? new double[] {Double.NaN, 1} : pair("--prior", prior, "/", "1/100");
    double[] range = pair("--rewards", rewards, "..", "0..1");
    DecisionLog log =
        DecisionLog.open(path, position == null ? OptionalInt.empty() : OptionalInt.of(position));
    RewardModel model;
    Evaluation evaluation;
    AnytimeInterval interval;
    try {
      model =
          new RewardModel(
              start[0] / start[1], start[1], contextual(log) ? log.dimension() : 0, folds);
      evaluation = new Evaluation(new Evaluation.Limits(clip, switchAt, shrink));
      interval = new AnytimeInterval(range[0], range[1], MISS);
    } catch (IllegalArgumentException e) {
      throw UserError.usage(e.getMessage());
    }
    long rows = learn(model, log);
    LogEvaluation result =
        new LogEvaluation(
            candidate(log, rows),
            model,
            evaluation,
            interval,
            new LogIntervals(range[0], range[1]));
    replay(log, rows, result);
    EvaluationReport report =
        new EvaluationReport(path.toString(), target, log, rows, result, leastEss, MISS);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      JsonOutput.print(out, report.json());
    } else {
      report.print(out);
    }
    out.flush();
    return report.trusted() ? ExitCode.OK : ExitCode.FAILED;
  }

  private boolean contextual(DecisionLog log) {
    String name = modelName.orElse("contextual");
    if (!name.equals("contextual") && !name.equals("arm-mean")) {
      throw UserError.usage("--model is contextual or arm-mean, found '" + name + "'");
    }
    if (modelName.isPresent() && name.equals("contextual") && log.dimension() == 0) {
      throw UserError.usage("--model contextual needs contexts, and the log " + path + " has none");
    }
    return name.equals("contextual");
  }

  /** Returns the number of decisions. */
  private long learn(RewardModel model, DecisionLog log) {
    long rows = 0;
    try (Stream<LoggedDecision> all = log.rows()) {
      for (Iterator<LoggedDecision> row = all.iterator(); row.hasNext(); rows++) {
        model.add(row.next(), model.fold(rows));
      }
    } catch (IllegalArgumentException e) {
      throw UserError.causedBy("cannot read the log " + path, e);
    }
    if (rows == 0) {
      throw new UserError("the log " + path + " holds no decision to evaluate with");
    }
    return rows;
  }

  private Learner candidate(DecisionLog log, long rows) {
    String name = target.equals("uniform") ? "random" : target;
    Map<String, double[]> begin = counts.map(PriorCounts::read).orElse(Map.of());
    try {
      Learner learner =
          new Learner(PolicyName.parse(name, log.dimension(), 0, log.arms().size(), rows));
      begin.forEach((arm, count) -> WarmStart.add(learner.arms(arm)[0], count[0], count[1]));
      return learner;
    } catch (IllegalArgumentException e) {
      throw UserError.usage(
          String.format(
              Locale.ROOT,
              "--target '%s' on a log with contexts of %d values: %s",
              target,
              log.dimension(),
              e.getMessage()));
    }
  }

  private void replay(DecisionLog log, long rows, LogEvaluation result) {
    long done = 0;
    try (Progress progress = Progress.onStderr("evaluating", OptionalLong.of(rows));
        Stream<LoggedDecision> all = log.rows()) {
      for (Iterator<LoggedDecision> row = all.iterator(); row.hasNext(); ) {
        result.add(row.next());
        progress.update(++done);
      }
    } catch (IllegalArgumentException e) {
      throw UserError.causedBy(
          String.format(Locale.ROOT, "decision %,d of the log %s", done + 1, path), e);
    }
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
