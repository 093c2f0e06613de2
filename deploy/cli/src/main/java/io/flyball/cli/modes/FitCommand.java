package io.flyball.cli.modes;

import io.flyball.cli.option.JsonOutput;
import io.flyball.core.modes.ChainSummary;
import io.flyball.core.modes.RateFit;
import io.flyball.core.modes.RateMatrix;
import io.flyball.core.modes.RateMethod;
import io.flyball.core.modes.RatePrior;
import io.flyball.tools.ExitCode;
import io.flyball.tools.UserError;
import io.flyball.tools.loop.WindowLength;
import io.flyball.tools.modes.ChainPicture;
import io.flyball.tools.modes.LogRates;
import io.flyball.tools.modes.StateLog;
import io.flyball.tools.modes.StateNames;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code modes fit}: rates between states from a log of looks. */
@Command(
    name = "fit",
    description = {
      "The rates at which entities move between states, from looks at them.",
      "",
      "Takes each pair of successive looks at an entity: in which states, how far apart. em asks"
          + " for the rates under which such pairs are likeliest, whatever happened between the"
          + " looks; naive divides the changes seen by the time, misses every return, and is here"
          + " to be compared with. The table has, for each state, the share of time in the long"
          + " run, the time until it is left, and where it is left to. relaxation is how long a"
          + " disturbance lasts; entropy production is above 0 where states follow each other in"
          + " circles."
    },
    footer = {
      "",
      "Examples:",
      "  ./flyball modes fit looks.csv --map entity=machine --unit 1h",
      "  ./flyball modes fit samples/movietweetings/ratings.dat.gz \\",
      "      --catalogue samples/movietweetings/movies.dat.gz --states 6 --plot genres.svg"
    })
public final class FitCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private StateLogOption source;

  @Option(
      names = "--states",
      paramLabel = "N",
      defaultValue = "8",
      description =
          "States at most, 2 to 12: the most frequent, and all others as one; default: 8.")
  private int most;

  @Option(
      names = "--method",
      paramLabel = "em|naive",
      defaultValue = "em",
      description = "How the rates are estimated; default: em.")
  private String method;

  @Option(
      names = "--jumps",
      description =
          "The log has every jump: an entity stays in a state until its next row. The rates are"
              + " then the posterior mean (jumps + prior) / (time + 1), and --method is not asked.")
  private boolean jumps;

  @Option(
      names = "--unit",
      paramLabel = "LENGTH",
      defaultValue = "1d",
      description = "Rates are jumps in this time, such as 1d (the default), 1h or 1w.")
  private String unit;

  @Option(
      names = "--prior",
      paramLabel = "JUMPS",
      defaultValue = "0.5",
      description =
          "Imagined jumps of each kind in one imagined unit of time, so that a jump never seen has"
              + " no rate of zero; 0 for none; default: 0.5.")
  private double prior;

  @Option(
      names = "--window",
      paramLabel = "LENGTH",
      description =
          "Also the relaxation time of each window in UTC, such as 4w, from the pairs that lie in"
              + " it: it grows where entities get stuck.")
  private String window;

  @Option(names = "--plot", paramLabel = "FILE", description = "Draw the chain into this SVG file.")
  private Path plot;

  @Option(names = "--json", description = "One JSON object with all rates and passage times.")
  private boolean json;

  private RateMethod method() {
    return switch (method) {
      case "em" -> RateMethod.EM;
      case "naive" -> RateMethod.NAIVE;
      default -> throw new IllegalArgumentException("--method: em or naive, not '" + method + "'");
    };
  }

  @Override
  public Integer call() {
    RateMethod estimator;
    long millis;
    RatePrior imagined;
    Optional<WindowLength> length;
    try {
      if (most < 2 || most > RateMatrix.MAX_STATES) {
        throw new IllegalArgumentException("--states: 2 to 12 are allowed, found " + most);
      }
      estimator = method();
      millis = WindowLength.parse(unit).millis();
      imagined = new RatePrior(prior, prior > 0 ? 1 : 0, null);
      length = Optional.ofNullable(window).map(WindowLength::parse);
    } catch (IllegalArgumentException e) {
      throw UserError.usage(e.getMessage());
    }
    StateLog log = source.read();
    StateNames names = StateNames.of(log.looks(), most);
    if (names.names().size() < 2) {
      throw new UserError("the log has one state only, " + names.names().get(0) + ": no rates");
    }
    LogRates pairs = LogRates.of(log.looks(), names, millis);
    Function<LogRates, Optional<RateFit>> fitting =
        seen ->
            jumps
                ? Optional.empty()
                : Optional.of(
                    estimator.estimate(
                        seen.counts(), imagined, Optional.empty(), RateMethod.ITERATIONS));
    Function<LogRates, RateMatrix> estimate =
        seen ->
            fitting.apply(seen).map(RateFit::rates).orElseGet(() -> seen.jumps().mean(imagined));
    Optional<RateFit> fit = fitting.apply(pairs);
    RateMatrix rates = fit.map(RateFit::rates).orElseGet(() -> pairs.jumps().mean(imagined));
    Optional<List<FitWindows>> windows =
        length.map(each -> FitWindows.of(log.looks(), names, millis, each, estimate));
    Optional<ChainSummary> summary = ChainSummary.of(rates);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Map<String, Object> map = asMap(names, rates, fit, summary, pairs);
      windows.ifPresent(all -> map.put("windows", all.stream().map(FitWindows::asMap).toList()));
      JsonOutput.print(out, map);
    } else {
      print(out, names, rates, summary);
      windows.ifPresent(all -> FitWindows.print(out, all));
    }
    out.flush();
    if (plot != null) {
      ChainPicture.save(plot, names.names(), rates, summary);
    }
    log.report().lines().forEach(this::say);
    say(
        String.format(
            Locale.ROOT,
            "%,d looks, %,.0f pairs of %,d entities; %,d pairs left out, at one time",
            log.looks().size(),
            pairs.counts().pairs(),
            pairs.entities(),
            pairs.simultaneous()));
    if (names.pooled() > 0) {
      say(String.format(Locale.ROOT, "(others) stands for %,d states", names.pooled()));
    }
    return ExitCode.OK;
  }

  private void print(
      PrintWriter out, StateNames names, RateMatrix rates, Optional<ChainSummary> summary) {
    int width = names.names().stream().mapToInt(String::length).max().orElse(5);
    String form = "%-" + Math.max(5, width) + "s";
    out.printf(Locale.ROOT, form + " %8s %10s", "STATE", "SHARE", "STAY");
    names.names().forEach(name -> out.printf(Locale.ROOT, " %10s", shortened("> " + name)));
    out.println();
    for (int i = 0; i < names.names().size(); i++) {
      out.printf(Locale.ROOT, form, names.names().get(i));
      int row = i;
      out.printf(
          Locale.ROOT,
          " %8s %10s",
          summary.map(s -> String.format(Locale.ROOT, "%.4f", s.stationary()[row])).orElse("-"),
          stay(rates, i));
      for (int j = 0; j < names.names().size(); j++) {
        out.printf(
            Locale.ROOT,
            " %10s",
            i == j ? "." : String.format(Locale.ROOT, "%.4g", rates.rate(i, j)));
      }
      out.println();
    }
    out.println();
    summary.ifPresentOrElse(
        s ->
            out.printf(
                Locale.ROOT,
                "relaxation %.4g x %s, entropy production %.4g nats in %s%s%n",
                s.relaxationTime(),
                unit,
                s.entropyProduction(),
                unit,
                s.oneWayPairs() > 0 ? ", " + s.oneWayPairs() + " one-way pairs left out" : ""),
        () ->
            out.println(
                "not identified: some states cannot be reached from others; give a --prior above"
                    + " 0"));
  }

  private static String stay(RateMatrix rates, int state) {
    double exit = -rates.rate(state, state);
    return exit > 0 ? String.format(Locale.ROOT, "%.4g", 1 / exit) : "-";
  }

  private static String shortened(String name) {
    return name.length() <= 10 ? name : name.substring(0, 10);
  }

  private Map<String, Object> asMap(
      StateNames names,
      RateMatrix rates,
      Optional<RateFit> fit,
      Optional<ChainSummary> summary,
      LogRates pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("states", names.names());
    map.put("method", jumps ? "jumps" : method);
    map.put("unitMs", pairs.unit());
    map.put("pairs", pairs.counts().pairs());
    map.put("impossiblePairs", fit.map(RateFit::impossible).orElse(null));
    map.put("simultaneousPairs", pairs.simultaneous());
    map.put("rates", rates.rates());
    map.put("logLikelihood", fit.map(RateFit::logLikelihood).orElse(null));
    map.put("identified", summary.isPresent());
    map.put("stationary", summary.map(ChainSummary::stationary).orElse(null));
    map.put("relaxationTime", summary.map(ChainSummary::relaxationTime).orElse(null));
    map.put("firstPassage", summary.map(ChainSummary::firstPassage).orElse(null));
    map.put("entropyProduction", summary.map(ChainSummary::entropyProduction).orElse(null));
    map.put("oneWayPairs", summary.map(ChainSummary::oneWayPairs).orElse(null));
    return map;
  }

  private void say(String text) {
    spec.commandLine().getErr().println(text);
    spec.commandLine().getErr().flush();
  }
}
