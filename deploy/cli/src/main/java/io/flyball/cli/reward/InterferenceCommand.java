package io.flyball.cli.reward;

import io.flyball.cli.option.JsonOutput;
import io.flyball.cli.setup.ConfigCommand;
import io.flyball.core.reward.weigh.CriticTable;
import io.flyball.core.reward.weigh.CriticTable.Judged;
import io.flyball.core.reward.weigh.Interference;
import io.flyball.core.reward.weigh.RewardWeights;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.reward.RewardConfig;
import io.flyball.tools.ExitCode;
import io.flyball.tools.UserError;
import io.flyball.tools.reward.LoggedRewards;
import io.flyball.tools.reward.RewardFile;
import io.flyball.tools.reward.WeightsFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reward interference}: whether the components of a reward drown each other. */
@Command(
    name = "interference",
    description = {
      "Show how the components of a log's rewards get in each other's way.",
      "",
      "One critic for each component and context (policy and surface) predicts its mean; what is"
          + " left is standardised, so that every component counts alike, and weighed: the composed"
          + " advantage of SLIM. The table holds the correlations of the standardised components;"
          + " below it, how often the plain weighted sum has the other sign. Each decision counts"
          + " once, with its newest components."
    },
    footer = {
      "",
      "Examples:",
      "  ./flyball reward interference rewards.jsonl",
      "  ./flyball reward interference --weights a.yaml attributed.jsonl --json"
    })
final class InterferenceCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description = "Weights, a line such as click: 1 each (default: reward.weights).")
  private Path weights;

  @Parameters(
      paramLabel = "LOG",
      description = "JSON lines or Avro file of Reward or AttributedFeedback records.")
  private Path log;

  @Mixin private ConfigCommand.Options options;

  @Option(names = "--json", description = "Write one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    RewardConfig config = options.load(FlyballConfig.class, System.getenv()).reward();
    LoggedRewards logged = new LoggedRewards(config);
    long passedOver = RewardFile.read(log, logged::take);
    CriticTable table =
        new CriticTable(
            weights == null ? RewardWeights.of(config.weights()) : WeightsFile.read(weights));
    logged.each((decision, context, item, counting) -> table.add(decision, context, counting));
    if (table.objectives().isEmpty()) {
      throw new UserError(log + " holds no reward with a component");
    }
    Interference seen = new Interference(table.objectives().size());
    List<Judged> judged = table.judge(seen);
    PrintWriter err = spec.commandLine().getErr();
    if (passedOver > 0) {
      err.printf(
          Locale.ROOT,
          "flyball: passed over %,d lines of %s that cannot be read%n",
          passedOver,
          log);
      err.flush();
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      JsonOutput.print(out, asMap(table, seen, judged));
    } else {
      text(out, table, seen, judged);
    }
    out.flush();
    return ExitCode.OK;
  }

  private static void text(
      PrintWriter out, CriticTable table, Interference seen, List<Judged> judged) {
    List<String> names = table.objectives();
    out.printf(Locale.ROOT, "rewards        %,d%n", seen.steps());
    out.printf(
        Locale.ROOT, "opposite sign  %.1f%% of sums and advantages%n", 100 * seen.disagreement());
    out.printf(
        Locale.ROOT,
        "best decision  by sum %s, by advantage %s%n",
        best(judged, Comparator.comparingDouble(Judged::plain)),
        best(judged, Comparator.comparingDouble(Judged::composed)));
    out.printf(Locale.ROOT, "%n%-24s", "correlation");
    names.forEach(name -> out.printf(Locale.ROOT, " %16s", name));
    out.println();
    for (int i = 0; i < names.size(); i++) {
      out.printf(Locale.ROOT, "%-24s", names.get(i));
      for (int j = 0; j < names.size(); j++) {
        double r = seen.correlation(i, j);
        out.printf(Locale.ROOT, " %16s", Double.isNaN(r) ? "-" : number(r));
      }
      out.println();
    }
    out.printf(Locale.ROOT, "%ncritic (mean)%n");
    table
        .critics()
        .forEach(
            (context, means) -> {
              out.printf(Locale.ROOT, "%-24s", context);
              for (double mean : means) {
                out.printf(Locale.ROOT, " %16s", number(mean));
              }
              out.println();
            });
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private static String best(List<Judged> judged, Comparator<Judged> order) {
    return judged.stream().max(order).map(Judged::decision).orElseThrow();
  }

  private static Map<String, Object> asMap(
      CriticTable table, Interference seen, List<Judged> judged) {
    List<String> names = table.objectives();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("rewards", seen.steps());
    map.put("oppositeSigns", seen.disagreement());
    Map<String, Map<String, Double>> correlations = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      Map<String, Double> row = new LinkedHashMap<>();
      for (int j = 0; j < names.size(); j++) {
        double r = seen.correlation(i, j);
        row.put(names.get(j), Double.isNaN(r) ? null : r);
      }
      correlations.put(names.get(i), row);
    }
    map.put("correlations", correlations);
    map.put("components", names);
    map.put("critics", table.critics());
    map.put(
        "decisions",
        judged.stream()
            .map(
                one ->
                    Map.of(
                        "decision",
                        one.decision(),
                        "sum",
                        one.plain(),
                        "advantage",
                        one.composed()))
            .toList());
    return map;
  }
}
