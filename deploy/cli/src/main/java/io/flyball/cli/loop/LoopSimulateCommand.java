package io.flyball.cli.loop;

import io.flyball.cli.option.JsonOutput;
import io.flyball.cli.option.UnusedOptions;
import io.flyball.core.drift.Alarm;
import io.flyball.core.drift.DetectorSpec;
import io.flyball.core.loop.Governor;
import io.flyball.core.loop.sim.LoopTrial;
import io.flyball.core.loop.sim.LoopTrial.Window;
import io.flyball.core.loop.sim.World;
import io.flyball.tools.ExitCode;
import io.flyball.tools.Progress;
import io.flyball.tools.UserError;
import io.flyball.tools.plot.LineChart;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code loop simulate}: a loop with a known change point, watched and governed. */
@Command(
    name = "simulate",
    description = {
      "Watch, and govern, a simulated loop whose takeover is known.",
      "",
      "400 users choose from slates of 10 of 1,000 items, drawn at random at first; from the"
          + " takeover on, each place is filled from the 50 most chosen items with the given"
          + " probability, which makes them more chosen. A detector hears, event by event, whether"
          + " the item chosen was in the trailing top 50. With --governor every world is run once"
          + " more with a governor that demotes what it sees too much of. The same seed gives the"
          + " same world."
    },
    footer = {
      "",
      "Examples:",
      "  ./flyball loop simulate --takeover 0.1 --at 10000 --seed 1",
      "  ./flyball loop simulate --takeover 0.5 --governor --plot takeover.png",
      "  ./flyball loop simulate --takeover 0 --runs 60 --seed 5000 --json"
    })
public final class LoopSimulateCommand implements Callable<Integer> {
  /** How far from its mean before the takeover the exposure Gini may be, as a share of it. */
  static final double GINI_BAND = 0.1;

  /** Greatest share of choices that may come from the popular list. */
  static final double SOURCE_BAND = 0.05;

  private static final int MOST_RUNS = 10_000;
  private static final int MOST_EVENTS = 100_000_000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--takeover",
      paramLabel = "P",
      defaultValue = "0.1",
      description = "Probability of a popular item after the takeover, in [0, 1]; default: 0.1.")
  private double takeover;

  @Option(
      names = "--at",
      paramLabel = "EVENT",
      defaultValue = "10000",
      description = "Event of the takeover; default: 10000. The monitor listens from 4001 on.")
  private int at;

  @Option(
      names = "--ramp",
      paramLabel = "N",
      defaultValue = "0",
      description = "Events over which it grows to its full probability; default: 0, at once.")
  private int ramp;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Length of a run; default: 20000.")
  private int events;

  @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Default: 1.")
  private long seed;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "1",
      description = "Worlds with the seeds S, S+1, ...; default: 1.")
  private int runs;

  @Option(
      names = "--detector",
      paramLabel = "NAME[:param=value,...]",
      defaultValue = "adwin",
      description = "As in flyball drift; default: adwin.")
  private String detector;

  @Option(names = "--governor", description = "Run every world with a governor, too.")
  private boolean governor;

  @Option(names = "--plot", paramLabel = "FILE.png", description = "Draw the first world's curves.")
  private Path plot;

  @Option(names = "--json", description = "One JSON object to a world and governor.")
  private boolean json;

  @Override
  public Integer call() {
    World world = world();
    DetectorSpec monitor = monitor();
    List<LoopTrial> free = new ArrayList<>();
    List<LoopTrial> governed = new ArrayList<>();
    try (Progress progress = Progress.onStderr("simulating", OptionalLong.of(runs))) {
      for (int run = 0; run < runs; run++) {
        free.add(LoopTrial.run(world, seed + run, events, monitor.create(), Optional.empty()));
        if (governor) {
          Governor hand = new Governor(LoopTrial.standardGovernor(world));
          governed.add(
              LoopTrial.run(world, seed + run, events, monitor.create(), Optional.of(hand)));
        }
        progress.update(run + 1);
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      for (int run = 0; run < runs; run++) {
        JsonOutput.print(out, asMap(seed + run, false, free.get(run)));
        if (governor) {
          JsonOutput.print(out, asMap(seed + run, true, governed.get(run)));
        }
      }
    } else {
      print(out, free, governed);
    }
    out.flush();
    if (plot != null) {
      draw(free.get(0), governor ? governed.get(0) : null);
    }
    return ExitCode.OK;
  }

  private World world() {
    require(
        events >= 1 && events <= MOST_EVENTS, "--events is from 1 to 100,000,000, not " + events);
    require(runs >= 1 && runs <= MOST_RUNS, "--runs is from 1 to 10,000, not " + runs);
    require(
        takeover >= 0 && takeover <= 1, "--takeover is a probability from 0 to 1, not " + takeover);
    if (takeover == 0) {
      UnusedOptions.refuse(spec, "with a --takeover above 0", "--ramp");
    }
    require(at >= 0 && ramp >= 0, "--at and --ramp are 0 or more, not " + at + " and " + ramp);
    return World.standard(takeover, at).withRamp(ramp);
  }

  private static void require(boolean allowed, String otherwise) {
    if (!allowed) {
      throw UserError.usage(otherwise);
    }
  }

  private DetectorSpec monitor() {
    try {
      DetectorSpec monitor = DetectorSpec.parse(detector);
      monitor.create();
      return monitor;
    } catch (IllegalArgumentException e) {
      throw UserError.usage("--detector: " + e.getMessage());
    }
  }

  private void print(PrintWriter out, List<LoopTrial> free, List<LoopTrial> governed) {
    out.printf(
        Locale.ROOT,
        "takeover %s at event %,d of %,d, seed %d%s, detector %s%n",
        takeover,
        at,
        events,
        seed,
        runs == 1 ? "" : " to " + (seed + runs - 1),
        detector);
    new TrialTable("without governor", free).print(out, takeover > 0);
    if (governor) {
      new TrialTable("with governor", governed).print(out, takeover > 0);
    }
  }

  private Map<String, Object> asMap(long worldSeed, boolean withGovernor, LoopTrial trial) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("seed", worldSeed);
    map.put("takeover", takeover);
    map.put("at", at);
    map.put("ramp", ramp);
    map.put("events", events);
    map.put("detector", detector);
    map.put("governor", withGovernor);
    map.put("falseAlarms", trial.falseAlarms());
    OptionalLong found = trial.detectedAt();
    map.put("detectedAt", found.isPresent() ? found.getAsLong() : null);
    map.put("delay", found.isPresent() ? trial.delay().getAsLong() : null);
    map.put("alarms", trial.alarms().stream().map(LoopSimulateCommand::asMap).toList());
    map.put("exposureGiniOverN", span(trial, Window::exposureGini));
    map.put("popularSourceShare", span(trial, Window::popularShare));
    map.put("headExposureShare", span(trial, Window::headShare));
    map.put("choiceGiniOverN", span(trial, Window::choiceGini));
    double gini = trial.before(Window::exposureGini);
    map.put(
        "exposureGiniInBand",
        Math.abs(trial.after(Window::exposureGini) - gini) <= GINI_BAND * gini);
    map.put("popularSourceShareInBand", trial.after(Window::popularShare) <= SOURCE_BAND);
    map.put("windows", trial.windows());
    return map;
  }

  private static Map<String, Object> asMap(Alarm alarm) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("event", alarm.index());
    map.put("direction", alarm.direction());
    map.put("before", alarm.before());
    map.put("after", alarm.after());
    map.put("severity", alarm.severity());
    return map;
  }

  private static Map<String, Object> span(LoopTrial trial, ToDoubleFunction<Window> metric) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("before", finite(trial.before(metric)));
    map.put("after", finite(trial.after(metric)));
    return map;
  }

  private static Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  private void draw(LoopTrial free, LoopTrial governed) {
    if (free.windows().isEmpty()) {
      throw UserError.usage("--plot needs a window of 500 --events at least, not " + events);
    }
    LineChart chart =
        new LineChart(
            String.format(Locale.ROOT, "Takeover %s at event %,d, seed %d", takeover, at, seed),
            "event",
            "share, Gini");
    lines(chart, free, "");
    if (governed != null) {
      lines(chart, governed, ", governed");
    }
    chart.mark(at, "takeover");
    free.detectedAt().ifPresent(event -> chart.mark((double) event, "alarm"));
    double gini = free.before(Window::exposureGini);
    if (!Double.isNaN(gini)) {
      chart.range(gini * (1 - GINI_BAND), gini * (1 + GINI_BAND), "band of the Gini");
    }
    chart.write(plot);
  }

  private static void lines(LineChart chart, LoopTrial trial, String suffix) {
    double[] ends = trial.windows().stream().mapToDouble(window -> (double) window.end()).toArray();
    chart.line("exposure Gini" + suffix, ends, values(trial, Window::exposureGini));
    chart.line("popular source share" + suffix, ends, values(trial, Window::popularShare));
  }

  private static double[] values(LoopTrial trial, ToDoubleFunction<Window> metric) {
    return trial.windows().stream().mapToDouble(metric).toArray();
  }
}
