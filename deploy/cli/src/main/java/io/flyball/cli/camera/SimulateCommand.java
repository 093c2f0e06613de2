package io.flyball.cli.camera;

import io.flyball.cli.option.JsonOutput;
import io.flyball.core.control.ControlMode;
import io.flyball.core.control.FastLaw;
import io.flyball.core.control.sim.ClosedLoop;
import io.flyball.core.control.sim.RatePlant;
import io.flyball.tools.UserError;
import io.flyball.tools.plot.LineChart;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code camera simulate}: bias controllers side by side on a modelled camera. */
@Command(
    name = "simulate",
    description = {
      "Close the loop over a modelled camera, and tell how well each controller holds",
      "the event rate in its band. A model, not a camera: what comes out holds in this",
      "model. Equal seeds give equal runs."
    },
    footer = {
      "",
      "Plants: smooth, cliff, evk4, light-step, motion-stop, flicker, packet-loss.",
      "Modes: constant, fast-only, slow-only, fast-and-slow, fast-and-slow-safe,",
      "jaer-bound-threshold, jaer-limit-refractory, jaer-bandwidth, erc-drop,",
      "event-cv-ladder.",
      "",
      "Examples:",
      "  ./flyball camera simulate --plant cliff --mode fast-and-slow \\",
      "      --mode fast-and-slow-safe --plot cliff.png",
      "  ./flyball camera simulate --plant all --mode all --seconds 60 --json"
    })
final class SimulateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--plant",
      required = true,
      paramLabel = "P",
      description = "The modelled camera; may be repeated, or all.")
  private List<String> plants;

  @Option(
      names = "--mode",
      required = true,
      paramLabel = "M",
      description = "The controller; may be repeated, or all.")
  private List<String> modes;

  @Option(
      names = "--seconds",
      defaultValue = "60",
      paramLabel = "S",
      description = "Length of a run (default: ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "S",
      description = "Seed of the counting noise and the losses (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--json", description = "One JSON object to a line, a line to a run.")
  private boolean json;

  @Option(
      names = "--plot",
      paramLabel = "PNG",
      description = "Draw the rate of each mode over time; for one plant.")
  private Path plot;

  @Override
  public Integer call() {
    List<RatePlant> which = chosen("--plant", plants, RatePlant.class);
    List<ControlMode> how = chosen("--mode", modes, ControlMode.class);
    if (!(seconds >= 0.3 && seconds <= 86_400)) {
      throw UserError.usage("--seconds is " + seconds + ", not 0.3 to 86400.");
    }
    if (plot != null && which.size() > 1) {
      throw UserError.usage("--plot draws one plant, not " + which.size() + ".");
    }
    PrintWriter out = spec.commandLine().getOut();
    for (RatePlant plant : which) {
      FastLaw band = plant.profile().law();
      if (!json) {
        head(out, plant, band);
      }
      Map<ControlMode, ClosedLoop.Result> results = new LinkedHashMap<>();
      for (ControlMode mode : how) {
        ClosedLoop.Result result = ClosedLoop.run(plant, mode, seconds, seed);
        results.put(mode, result);
        if (json) {
          JsonOutput.print(out, asMap(plant, mode, result));
        } else {
          row(out, mode, result);
        }
      }
      if (plot != null) {
        draw(plant, band, results);
      }
    }
    out.flush();
    return 0;
  }

  private void head(PrintWriter out, RatePlant plant, FastLaw band) {
    out.printf(
        Locale.ROOT,
        "%s, in this model: band %,.0f to %,.0f events/s, %s s, seed %d%n",
        name(plant),
        band.rateLow(),
        band.rateHigh(),
        seconds,
        seed);
    out.println("  mode                   in band  to band s  overshoot  writes/min  reversals");
  }

  private static void row(PrintWriter out, ControlMode mode, ClosedLoop.Result r) {
    String toBand = Double.isNaN(r.secondsToBand()) ? "never" : text("%.1f", r.secondsToBand());
    out.println(
        text(
            "  %-22s %6.1f%% %10s %10.2f %11.0f %10d",
            name(mode),
            100 * r.inBand(),
            toBand,
            r.overshoot(),
            r.writesPerMinute(),
            r.reversals()));
  }

  private Map<String, Object> asMap(RatePlant plant, ControlMode mode, ClosedLoop.Result r) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("plant", name(plant));
    map.put("mode", name(mode));
    map.put("seconds", seconds);
    map.put("seed", seed);
    map.put("in_band", r.inBand());
    map.put("seconds_to_band", Double.isNaN(r.secondsToBand()) ? null : r.secondsToBand());
    map.put("overshoot", r.overshoot());
    map.put("writes_per_minute", r.writesPerMinute());
    map.put("reversals", r.reversals());
    map.put("windows", r.windows().size());
    return map;
  }

  private void draw(RatePlant plant, FastLaw band, Map<ControlMode, ClosedLoop.Result> results) {
    LineChart chart =
        new LineChart(
                name(plant) + ": event rate by bias controller, in this model", "s", "events/s")
            .logarithmic();
    results.forEach(
        (mode, r) ->
            chart.line(
                name(mode),
                r.windows().stream().mapToDouble(ClosedLoop.Window::endSeconds).toArray(),
                // A logarithmic axis has no place for silence: one event a window stands for it.
                r.windows().stream().mapToDouble(w -> Math.max(1 / 0.3, w.rate())).toArray()));
    chart.range(band.rateLow(), band.rateHigh(), "band").write(plot);
  }

  /** How a constant is written on the command line. */
  static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static <E extends Enum<E>> List<E> chosen(String option, List<String> names, Class<E> type) {
    List<E> all = Arrays.asList(type.getEnumConstants());
    List<E> chosen = new ArrayList<>();
    for (String text : names) {
      List<E> found =
          text.equals("all") ? all : all.stream().filter(e -> name(e).equals(text)).toList();
      if (found.isEmpty()) {
        throw UserError.usage(
            String.format(
                Locale.ROOT,
                "%s is '%s', not one of all, %s.",
                option,
                text,
                String.join(", ", all.stream().map(e -> name(e)).toList())));
      }
      found.stream().filter(e -> !chosen.contains(e)).forEach(chosen::add);
    }
    return chosen;
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
