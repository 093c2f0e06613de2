package io.flyball.cli.reward;

import io.flyball.cli.option.JsonOutput;
import io.flyball.cli.setup.ConfigCommand;
import io.flyball.core.reward.guard.ShiftGuard;
import io.flyball.core.reward.weigh.RewardComparison;
import io.flyball.core.reward.weigh.RewardComparison.ArmMean;
import io.flyball.core.reward.weigh.RewardWeights;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.reward.RewardConfig;
import io.flyball.jobs.reward.RewardGuardConfig;
import io.flyball.tools.ExitCode;
import io.flyball.tools.UserError;
import io.flyball.tools.reward.LoggedRewards;
import io.flyball.tools.reward.RewardFile;
import io.flyball.tools.reward.WeightsFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reward compare}: the same log under two sets of weights. */
@Command(
    name = "compare",
    description = {
      "Show how rewards and rankings of a log differ under two sets of weights.",
      "",
      "A weights file is YAML, a line such as click: 1 for each component. Each decision of the log"
          + " counts once, with its newest components. Items are ranked by their mean reward within"
          + " policy and surface, which only attributed feedback names. The last lines say what the"
          + " guard (reward.guard) would make of a change from A to B."
    },
    footer = {
      "",
      "Examples:",
      "  ./flyball pipe feedback < events.jsonl > attributed.jsonl",
      "  ./flyball reward compare --weights a.yaml --weights b.yaml attributed.jsonl",
      "  ./flyball reward compare --weights a.yaml --weights b.yaml rewards.avro --json"
    })
final class CompareCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--weights",
      required = true,
      arity = "1",
      paramLabel = "FILE",
      description = "Weights; given twice, first A and then B.")
  private List<Path> weights;

  @Parameters(
      paramLabel = "LOG",
      description = "JSON lines or Avro file of Reward or AttributedFeedback records.")
  private Path log;

  @Option(
      names = "--top",
      defaultValue = "10",
      paramLabel = "N",
      description = "Items shown of each policy and surface (default: ${DEFAULT-VALUE}).")
  private int top;

  @Mixin private ConfigCommand.Options options;

  @Option(names = "--json", description = "Write one JSON object, with every item.")
  private boolean json;

  @Override
  public Integer call() {
    if (weights.size() != 2) {
      throw UserError.usage("--weights is given twice, for A and for B, not " + weights.size());
    }
    RewardConfig config = options.load(FlyballConfig.class, System.getenv()).reward();
    RewardWeights a = WeightsFile.read(weights.get(0));
    RewardWeights b = WeightsFile.read(weights.get(1));
    LoggedRewards logged = new LoggedRewards(config);
    long passedOver = RewardFile.read(log, logged::take);
    SortedSet<String> known = new TreeSet<>(config.control().components());
    known.addAll(logged.components());
    requireKnown(weights.get(0), a, known);
    requireKnown(weights.get(1), b, known);
    RewardComparison comparison = new RewardComparison(a, b);
    logged.compare(comparison);
    if (comparison.rewards() == 0) {
      throw new UserError(log + " holds no rewards and no feedback that earns any");
    }
    if (passedOver > 0) {
      PrintWriter err = spec.commandLine().getErr();
      err.printf(
          Locale.ROOT,
          "flyball: passed over %,d lines of %s that cannot be read%n",
          passedOver,
          log);
      err.flush();
    }
    print(comparison, config.guard());
    return ExitCode.OK;
  }

  private static void requireKnown(Path file, RewardWeights weights, SortedSet<String> known) {
    try {
      weights.within(known);
    } catch (IllegalArgumentException e) {
      throw new UserError(file + ": " + e.getMessage(), e);
    }
  }

  private void print(RewardComparison comparison, RewardGuardConfig guard) {
    ShiftGuard.Verdict verdict =
        comparison.verdict(new ShiftGuard(guard.temperature(), guard.discount(), guard.budget()));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      JsonOutput.print(out, asMap(comparison, verdict));
    } else {
      text(out, comparison, guard, verdict);
    }
    out.flush();
  }

  private void text(
      PrintWriter out,
      RewardComparison comparison,
      RewardGuardConfig guard,
      ShiftGuard.Verdict verdict) {
    long n = comparison.rewards();
    out.printf(Locale.ROOT, "rewards       %,d%n", n);
    out.printf(
        Locale.ROOT,
        "mean          A %.4f   B %.4f%n",
        comparison.meanBefore(),
        comparison.meanAfter());
    out.printf(
        Locale.ROOT,
        "differ        %,d (%.1f%%), %,d of them in sign%n",
        comparison.different(),
        100.0 * comparison.different() / n,
        comparison.opposite());
    out.printf(
        Locale.ROOT,
        "correlation   %.4f, of ranks %.4f%n",
        comparison.pearson(),
        comparison.spearman());
    if (comparison.contexts() == 0) {
      out.println("items         the log names none: rankings need attributed feedback");
      return;
    }
    out.printf(
        Locale.ROOT,
        "best item     another under B in %,d of %,d%n",
        comparison.bestChanged(),
        comparison.contexts());
    table(out, ranked(comparison.arms()));
    out.printf(
        Locale.ROOT,
        "policy shift  at most %.3f, predicted %.3f, at temperature %s%n",
        verdict.bound(),
        verdict.predicted(),
        guard.temperature());
    if (verdict.accepted()) {
      out.printf(Locale.ROOT, "guard         would accept it: the budget is %s%n", guard.budget());
    } else {
      out.printf(
          Locale.ROOT,
          "guard         would hold it: the budget is %s; a temperature of %.3f would do%n",
          guard.budget(),
          verdict.temperature());
    }
  }

  private void table(PrintWriter out, List<RankedArm> arms) {
    out.printf(
        Locale.ROOT,
        "%n%-24s %-16s %8s %9s %9s  rank%n",
        "policy and surface",
        "item",
        "rewards",
        "A",
        "B");
    for (RankedArm ranked : arms) {
      if (Math.min(ranked.before, ranked.after) <= top) {
        ArmMean arm = ranked.arm;
        out.printf(
            Locale.ROOT,
            "%-24s %-16s %,8d %9.4f %9.4f  %d -> %d%n",
            arm.context(),
            arm.arm(),
            arm.rewards(),
            arm.before(),
            arm.after(),
            ranked.before,
            ranked.after);
      }
    }
    out.println();
  }

  /** An arm and its ranks in its context, counted from 1. */
  private record RankedArm(ArmMean arm, int before, int after) {}

  private static List<RankedArm> ranked(List<ArmMean> arms) {
    List<RankedArm> out = new ArrayList<>();
    for (int from = 0; from < arms.size(); ) {
      int to = from;
      while (to < arms.size() && arms.get(to).context().equals(arms.get(from).context())) {
        to++;
      }
      List<ArmMean> context = arms.subList(from, to);
      List<ArmMean> after =
          context.stream().sorted(Comparator.comparingDouble(ArmMean::after).reversed()).toList();
      for (int i = 0; i < context.size(); i++) {
        out.add(new RankedArm(context.get(i), i + 1, after.indexOf(context.get(i)) + 1));
      }
      from = to;
    }
    return out;
  }

  private static Map<String, Object> asMap(
      RewardComparison comparison, ShiftGuard.Verdict verdict) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("rewards", comparison.rewards());
    map.put("meanA", comparison.meanBefore());
    map.put("meanB", comparison.meanAfter());
    map.put("different", comparison.different());
    map.put("oppositeSigns", comparison.opposite());
    map.put("correlation", finite(comparison.pearson()));
    map.put("rankCorrelation", finite(comparison.spearman()));
    map.put("contexts", comparison.contexts());
    map.put("bestChanged", comparison.bestChanged());
    List<Map<String, Object>> items = new ArrayList<>();
    for (RankedArm ranked : ranked(comparison.arms())) {
      Map<String, Object> item = new LinkedHashMap<>();
      item.put("context", ranked.arm.context());
      item.put("item", ranked.arm.arm());
      item.put("rewards", ranked.arm.rewards());
      item.put("meanA", ranked.arm.before());
      item.put("meanB", ranked.arm.after());
      item.put("rankA", ranked.before);
      item.put("rankB", ranked.after);
      items.add(item);
    }
    map.put("items", items);
    map.put("policyShiftBound", verdict.bound());
    map.put("policyShiftPredicted", verdict.predicted());
    map.put("accepted", verdict.accepted());
    map.put("temperatureNeeded", verdict.temperature());
    return map;
  }

  /** JSON has no NaN. */
  private static Double finite(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
