package io.flyball.cli.modes;

import io.flyball.cli.option.JsonOutput;
import io.flyball.core.modes.DiversityScore;
import io.flyball.core.modes.ModeCounts;
import io.flyball.tools.ExitCode;
import io.flyball.tools.UserError;
import io.flyball.tools.loop.WindowLength;
import io.flyball.tools.modes.Look;
import io.flyball.tools.modes.StateLog;
import io.flyball.tools.modes.StateNames;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code modes diversity}: how many of the modes a behaviour uses, window by window. */
@Command(
    name = "diversity",
    description = {
      "How many of its modes a behaviour uses, in each window of time.",
      "",
      "ENTROPY is that of the modes of successes, to the base of the number of modes: 1 is all"
          + " alike, 0 a single one. CONDITIONAL is its mean over contexts: the entity where the log"
          + " names no context, so that it tells whether each of them narrows. EFFECTIVE is how many"
          + " equally used modes would have this entropy. DIVERGENCE is how far each context is from"
          + " its own earlier windows (KL, to the same base). What is undefined is - or null."
    },
    footer = {
      "",
      "Example:",
      "  ./flyball modes diversity samples/movietweetings/ratings.dat.gz \\",
      "      --catalogue samples/movietweetings/movies.dat.gz --window 1w --corrected"
    })
public final class DiversityCommand implements Callable<Integer> {
  private static final int MOST_MODES = 10_000;

  /** Successes imagined in each mode of the windows before (Jeffreys). */
  private static final double SMOOTHED = 0.5;

  @Spec private CommandSpec spec;

  @Mixin private StateLogOption source;

  @Option(
      names = "--window",
      paramLabel = "LENGTH",
      defaultValue = "1d",
      description = "Length of a window in UTC, such as 1d (the default) or 1w (from Monday).")
  private String window;

  @Option(
      names = "--corrected",
      description =
          "Add Miller and Madow's (modes seen - 1) / (2 N): few successes show fewer modes than"
              + " there are.")
  private boolean corrected;

  @Option(
      names = "--include-empty",
      description = "Count a context without a success as entropy 0; else it does not count.")
  private boolean includeEmpty;

  @Option(
      names = "--score",
      paramLabel = "NAME",
      defaultValue = "even",
      description =
          "What SCORE is: even, half the rate of success and half CONDITIONAL (the default);"
              + " mostly-success, .8 and .2; less-divergence, the rate less DIVERGENCE.")
  private String score;

  @Option(names = "--json", description = "One JSON object to a window.")
  private boolean json;

  @Override
  public Integer call() {
    DiversityScore scored =
        switch (score) {
          case "even" -> DiversityScore.EVEN;
          case "mostly-success" -> DiversityScore.MOSTLY_SUCCESS;
          case "less-divergence" -> DiversityScore.LESS_DIVERGENCE;
          default ->
              throw UserError.usage(
                  "--score: even, mostly-success or less-divergence, not '" + score + "'");
        };
    WindowLength length;
    try {
      length = WindowLength.parse(window);
    } catch (IllegalArgumentException e) {
      throw UserError.usage("--window: " + e.getMessage());
    }
    StateLog log = source.read();
    StateNames names = StateNames.of(log.looks(), MOST_MODES);
    int modes = names.names().size();
    if (modes < 2) {
      throw new UserError("the log has one mode only, " + names.names().get(0) + ": no diversity");
    }
    TreeMap<Long, ModeCounts> windows = new TreeMap<>();
    for (Look look : log.looks()) {
      windows
          .computeIfAbsent(length.start(length.index(look.time())), any -> new ModeCounts(modes))
          .add(
              look.context().isEmpty() ? look.entity() : look.context(),
              names.number(look.state()),
              look.success());
    }
    PrintWriter out = spec.commandLine().getOut();
    if (!json) {
      out.printf(
          Locale.ROOT,
          "%-20s %10s %9s %9s %11s %9s %10s %9s%n",
          "START",
          "SUCCESSES",
          "RATE",
          "ENTROPY",
          "CONDITIONAL",
          "EFFECTIVE",
          "DIVERGENCE",
          "SCORE");
    }
    ModeCounts before = new ModeCounts(modes);
    windows.forEach(
        (start, counts) -> {
          print(out, start, counts, counts.divergence(before.laws(SMOOTHED)), scored, modes);
          before.add(counts);
        });
    out.flush();
    log.report().lines().forEach(this::say);
    say(String.format(Locale.ROOT, "%,d windows, %,d modes", windows.size(), modes));
    return ExitCode.OK;
  }

  private void print(
      PrintWriter out,
      long start,
      ModeCounts counts,
      OptionalDouble divergence,
      DiversityScore scored,
      int modes) {
    OptionalDouble entropy = counts.entropy(corrected);
    OptionalDouble conditional = counts.conditionalEntropy(includeEmpty, corrected);
    OptionalDouble effective =
        entropy.isPresent()
            ? OptionalDouble.of(ModeCounts.effective(modes, entropy.getAsDouble()))
            : OptionalDouble.empty();
    OptionalDouble value = score(scored, counts.successRate(), conditional, divergence);
    if (json) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("start", Instant.ofEpochMilli(start).toString());
      map.put("successes", counts.successes());
      map.put("successRate", orNull(counts.successRate()));
      map.put("entropy", orNull(entropy));
      map.put("conditionalEntropy", orNull(conditional));
      map.put("effectiveModes", orNull(effective));
      map.put("divergence", orNull(divergence));
      map.put("score", orNull(value));
      JsonOutput.print(out, map);
    } else {
      out.printf(
          Locale.ROOT,
          "%-20s %,10d %9s %9s %11s %9s %10s %9s%n",
          Instant.ofEpochMilli(start),
          counts.successes(),
          text(counts.successRate()),
          text(entropy),
          text(conditional),
          text(effective),
          text(divergence),
          text(value));
    }
  }

  /** Empty where a part of it is. */
  private static OptionalDouble score(
      DiversityScore scored,
      OptionalDouble success,
      OptionalDouble conditional,
      OptionalDouble divergence) {
    OptionalDouble second = scored == DiversityScore.LESS_DIVERGENCE ? divergence : conditional;
    return success.isPresent() && second.isPresent()
        ? OptionalDouble.of(
            scored.of(success.getAsDouble(), conditional.orElse(0), divergence.orElse(0)))
        : OptionalDouble.empty();
  }

  private static Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  private static String text(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.4f", value.getAsDouble()) : "-";
  }

  private void say(String text) {
    spec.commandLine().getErr().println(text);
    spec.commandLine().getErr().flush();
  }
}
