package io.flyball.cli.camera;

import io.flyball.cli.option.JsonOutput;
import io.flyball.core.control.ControlMode;
import io.flyball.core.places.SequenceMatcher;
import io.flyball.core.places.sim.Light;
import io.flyball.tools.Progress;
import io.flyball.tools.UserError;
import io.flyball.tools.camera.PlaceSimulation;
import io.flyball.tools.plot.LineChart;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code camera places simulate}: bias controllers by the places that are recognised. */
@Command(
    name = "simulate",
    description = {
      "Drive a modelled camera along a modelled corridor, once in bright light as the",
      "reference and then in three lights, under each bias controller, and count the",
      "places that are recognised. In simulation: what comes out holds in this model.",
      "Equal seeds give equal tables. A drive of 12 m takes about 2 s for each light."
    },
    footer = {
      "",
      "Recall@N: share of the query's places with a right one among the N nearest; right",
      "is within 5 %% of the route. Brackets: 95 %% intervals over the seeds.",
      "",
      "Examples:",
      "  ./flyball camera places simulate --mode constant --mode fast-and-slow --seeds 3",
      "  ./flyball camera places simulate --plot places.png"
    })
final class PlacesSimulateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--mode",
      defaultValue = "all",
      paramLabel = "M",
      description = "The controller, as in camera simulate; may be repeated (default: all).")
  private List<String> modes;

  @Option(
      names = "--metres",
      defaultValue = "12",
      paramLabel = "M",
      description = "Length of the corridor, 6 to 200 (default: ${DEFAULT-VALUE}).")
  private double metres;

  @Option(
      names = "--seeds",
      defaultValue = "10",
      paramLabel = "N",
      description = "How many corridors, 1 to 1000 (default: ${DEFAULT-VALUE}).")
  private int seeds;

  @Option(
      names = "--sequence",
      description = "Match sequences of 11 places, as SeqSLAM does, instead of single ones.")
  private boolean sequence;

  @Option(names = "--json", description = "One JSON object to a line.")
  private boolean json;

  @Option(
      names = "--plot",
      paramLabel = "PNG",
      description = "Draw Recall@1 of each controller over the light.")
  private Path plot;

  @Override
  public Integer call() {
    List<ControlMode> which = SimulateCommand.chosen("--mode", modes, ControlMode.class);
    if (!(metres >= 6 && metres <= 200)) {
      throw UserError.usage("--metres is " + metres + ", not 6 to 200.");
    }
    if (seeds < 1 || seeds > 1000) {
      throw UserError.usage("--seeds is " + seeds + ", not 1 to 1000.");
    }
    PrintWriter out = spec.commandLine().getOut();
    if (!json) {
      out.printf(
          Locale.ROOT,
          "places recognised in simulation: %s m, %d seeds, %s%n",
          metres,
          seeds,
          sequence ? "sequences of 11" : "single frames");
      out.println(
          "  mode                   light   places  Recall@1             @5     @10  margin"
              + "      events/s  in band");
    }
    List<PlaceSimulation.Row> all = new ArrayList<>();
    AtomicLong done = new AtomicLong();
    try (Progress progress =
        Progress.onStderr("driving", OptionalLong.of((long) which.size() * seeds))) {
      for (ControlMode mode : which) {
        List<PlaceSimulation.Row> rows =
            PlaceSimulation.run(
                mode,
                metres,
                seeds,
                sequence ? SequenceMatcher.USUAL : null,
                trial -> {
                  synchronized (progress) {
                    progress.update(done.incrementAndGet());
                  }
                });
        rows.forEach(row -> print(out, row));
        out.flush();
        all.addAll(rows);
      }
    }
    if (plot != null) {
      draw(all);
    }
    return 0;
  }

  private void print(PrintWriter out, PlaceSimulation.Row row) {
    if (json) {
      JsonOutput.print(out, asMap(row));
      return;
    }
    out.printf(
        Locale.ROOT,
        "  %-22s %-6s %7.1f  %5.3f %-14s %5.3f   %5.3f   %5.3f %,13.0f  %6.1f%%%n",
        SimulateCommand.name(row.mode()),
        SimulateCommand.name(row.light()),
        row.queries(),
        row.recall1().value(),
        interval(row.recall1()),
        row.recall5().value(),
        row.recall10().value(),
        row.margin().value(),
        row.rate(),
        100 * row.inBand());
  }

  private static String interval(PlaceSimulation.Mean mean) {
    return Double.isNaN(mean.low())
        ? ""
        : String.format(Locale.ROOT, "[%.3f, %.3f]", mean.low(), mean.high());
  }

  private Map<String, Object> asMap(PlaceSimulation.Row row) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("mode", SimulateCommand.name(row.mode()));
    map.put("light", SimulateCommand.name(row.light()));
    map.put("metres", metres);
    map.put("seeds", seeds);
    map.put("places", row.queries());
    mean(map, "recall_1", row.recall1());
    mean(map, "recall_5", row.recall5());
    mean(map, "recall_10", row.recall10());
    mean(map, "margin", row.margin());
    map.put("rate", row.rate());
    map.put("in_band", row.inBand());
    return map;
  }

  private static void mean(Map<String, Object> map, String name, PlaceSimulation.Mean mean) {
    map.put(name, finite(mean.value()));
    map.put(name + "_low", finite(mean.low()));
    map.put(name + "_high", finite(mean.high()));
  }

  private static Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  private void draw(List<PlaceSimulation.Row> rows) {
    Map<ControlMode, List<Double>> recall = new LinkedHashMap<>();
    for (PlaceSimulation.Row row : rows) {
      recall.computeIfAbsent(row.mode(), m -> new ArrayList<>()).add(row.recall1().value());
    }
    double[] lights =
        Arrays.stream(Light.values()).mapToDouble(l -> Math.log10(l.brightness())).toArray();
    LineChart chart =
        new LineChart(
            "Places recognised by bias controller, in simulation",
            "log10 of the light of the query",
            "Recall@1");
    recall.forEach(
        (mode, values) ->
            chart.line(
                SimulateCommand.name(mode),
                lights,
                values.stream().mapToDouble(Double::doubleValue).toArray()));
    chart.write(plot);
  }
}
