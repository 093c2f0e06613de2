package io.flyball.cli.reward;

import io.flyball.cli.option.JsonOutput;
import io.flyball.core.reward.weigh.ObjectiveHeads;
import io.flyball.core.reward.weigh.RewardWeights;
import io.flyball.tools.ExitCode;
import io.flyball.tools.UserError;
import io.flyball.tools.reward.PreferenceFile;
import io.flyball.tools.reward.PreferenceFile.Preference;
import io.flyball.tools.reward.WeightsFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reward heads}: one linear head per objective, learned from preferences. */
@Command(
    name = "heads",
    description = {
      "Learn one linear score per objective from preferences.",
      "",
      "Each preference moves the head of its own objective by direct preference optimisation, from"
          + " a reference of zeros. A score under weights is the weighted mean of the heads: other"
          + " weights need no learning. A line of the file is"
          + " {\"objective\":\"helpful\",\"preferred\":[1,0],\"rejected\":[0,1]}."
    },
    footer = {
      "",
      "Examples:",
      "  ./flyball reward heads preferences.jsonl",
      "  ./flyball reward heads --weights w.yaml preferences.jsonl --json"
    })
final class HeadsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "Preferences, JSON lines.")
  private Path file;

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description = "Weights, a line such as helpful: 1 for each objective (default: 1 for all).")
  private Path weights;

  @Option(
      names = "--beta",
      defaultValue = "0.1",
      paramLabel = "B",
      description = "Pull to the reference, above 0 (default: ${DEFAULT-VALUE}).")
  private double beta;

  @Option(
      names = "--rate",
      defaultValue = "0.5",
      paramLabel = "R",
      description = "Step of a preference, above 0 (default: ${DEFAULT-VALUE}).")
  private double rate;

  @Option(names = "--json", description = "Write one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    if (!(beta > 0 && beta <= 1e6 && rate > 0 && rate <= 1e6)) {
      throw UserError.usage("--beta and --rate lie above 0 and at most at 1e6");
    }
    List<Preference> preferences = PreferenceFile.read(file);
    List<String> names =
        preferences.stream().map(Preference::objective).sorted().distinct().toList();
    double[] byName = weights(names);
    int length = preferences.get(0).preferred().length;
    ObjectiveHeads heads = new ObjectiveHeads(new double[names.size()][length], beta);
    long[] counts = new long[names.size()];
    for (Preference one : preferences) {
      int head = names.indexOf(one.objective());
      counts[head]++;
      heads.prefer(head, one.preferred(), one.rejected(), rate);
    }
    PrintWriter out = spec.commandLine().getOut();
    Map<String, Object> report = report(names, counts, heads, byName, length);
    if (json) {
      JsonOutput.print(out, report);
    } else {
      text(out, names, counts, heads, byName, length);
    }
    out.flush();
    return ExitCode.OK;
  }

  private double[] weights(List<String> names) {
    if (weights == null) {
      double[] equal = new double[names.size()];
      Arrays.fill(equal, 1);
      return equal;
    }
    RewardWeights given = WeightsFile.read(weights);
    try {
      given.within(names);
    } catch (IllegalArgumentException e) {
      throw new UserError(weights + ": " + e.getMessage(), e);
    }
    return names.stream().mapToDouble(given::of).toArray();
  }

  /** The score is linear: of each unit vector it is a coefficient. */
  private static double[] coefficients(ObjectiveHeads heads, int head, int length) {
    double[] out = new double[length];
    for (int i = 0; i < length; i++) {
      out[i] = heads.scores(unit(i, length))[head];
    }
    return out;
  }

  private static double[] combined(ObjectiveHeads heads, double[] weights, int length) {
    double[] out = new double[length];
    for (int i = 0; i < length; i++) {
      out[i] = heads.score(unit(i, length), weights);
    }
    return out;
  }

  private static double[] unit(int i, int length) {
    double[] unit = new double[length];
    unit[i] = 1;
    return unit;
  }

  private static Map<String, Object> report(
      List<String> names, long[] counts, ObjectiveHeads heads, double[] weights, int length) {
    Map<String, Object> objectives = new LinkedHashMap<>();
    for (int h = 0; h < counts.length; h++) {
      Map<String, Object> head = new LinkedHashMap<>();
      head.put("preferences", counts[h]);
      head.put("foreseen", heads.accuracy(h));
      head.put("weight", weights[h]);
      head.put("coefficients", coefficients(heads, h, length));
      objectives.put(names.get(h), head);
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("objectives", objectives);
    map.put("score", combined(heads, weights, length));
    return map;
  }

  private static void text(
      PrintWriter out,
      List<String> names,
      long[] counts,
      ObjectiveHeads heads,
      double[] weights,
      int length) {
    out.printf(
        Locale.ROOT,
        "%-16s %11s %9s %8s  %s%n",
        "objective",
        "preferences",
        "foreseen",
        "weight",
        "coefficients");
    for (int h = 0; h < counts.length; h++) {
      out.printf(
          Locale.ROOT,
          "%-16s %,11d %8.1f%% %8.4g  %s%n",
          names.get(h),
          counts[h],
          100 * heads.accuracy(h),
          weights[h],
          numbers(coefficients(heads, h, length)));
    }
    out.printf(
        Locale.ROOT,
        "%-16s %11s %9s %8s  %s%n",
        "score",
        "",
        "",
        "",
        numbers(combined(heads, weights, length)));
  }

  private static String numbers(double[] values) {
    StringBuilder text = new StringBuilder();
    for (double value : values) {
      text.append(text.length() == 0 ? "" : " ").append(String.format(Locale.ROOT, "%.4f", value));
    }
    return text.toString();
  }
}
