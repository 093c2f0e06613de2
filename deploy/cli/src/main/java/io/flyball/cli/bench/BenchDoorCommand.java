package io.flyball.cli.bench;

import io.flyball.bench.Commit;
import io.flyball.bench.Machine;
import io.flyball.bench.door.DoorBench;
import io.flyball.bench.door.DoorFigure;
import io.flyball.bench.door.DoorOptions;
import io.flyball.bench.door.DoorSoak;
import io.flyball.cli.option.JsonOutput;
import io.flyball.cli.option.UnusedOptions;
import io.flyball.jobs.runtime.config.DurationText;
import io.flyball.local.Children;
import io.flyball.tools.UserError;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench door}: the gateway and the client, each beside its floor. */
@Command(
    name = "door",
    description = {
      "The HTTP gateway beside a server that only produces the bodies, and the client beside the",
      "bare loop of its policy. Starts a broker, a gateway and that server, each in a process of",
      "its own; the load comes from this one. Some minutes. Exit code 1 when a bar is missed."
    },
    footer = {
      "",
      "Examples:",
      "  ./flyball bench door",
      "  ./flyball bench door --rounds 2 --seconds 2 --outage 5",
      "  ./flyball bench door --outage 600 --out door.json",
      "  ./flyball bench door --soak '1 h'"
    })
public final class BenchDoorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--rounds",
      defaultValue = "5",
      paramLabel = "N",
      description = "Rounds in which floor and gateway take turns (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--seconds",
      defaultValue = "5",
      paramLabel = "S",
      description = "Length of each measurement (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--outage",
      defaultValue = "60",
      paramLabel = "S",
      description = "How long the gateway goes on without a broker (default: ${DEFAULT-VALUE}).")
  private int outage;

  @Option(
      names = "--soak",
      paramLabel = "DURATION",
      description = {
        "Instead of all that: the gateway under a steady mix of records, batches and decisions for"
            + " so long (10 s or more, such as '1 h'), with the pages of 50 readers. Nothing may"
            + " fail, and its heap may not grow by more than a fifth."
      })
  private String soak;

  @Option(names = "--json", description = "Print one JSON object instead of the table.")
  private boolean json;

  @Option(names = "--out", paramLabel = "FILE", description = "Write the JSON to a file as well.")
  private Path file;

  @Override
  public Integer call() {
    Duration length = soak == null ? null : length(soak);
    List<DoorFigure> figures =
        length == null ? measure(options(rounds, seconds, outage)) : soak(length);
    boolean met = figures.stream().allMatch(figure -> figure.met() == null || figure.met());
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("benchmark", "door");
    report.put("met", met);
    report.put("figures", figures);
    if (length == null) {
      report.put("rounds", rounds);
      report.put("seconds", seconds);
      report.put("outageSeconds", outage);
    } else {
      report.put("soakSeconds", length.toSeconds());
    }
    report.put("machine", Machine.here());
    report.put("commit", Commit.here());
    if (file != null) {
      JsonOutput.save(file, report);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      JsonOutput.print(out, report);
    } else {
      BenchDoorTable.print(out, figures);
    }
    out.flush();
    return met ? 0 : 1;
  }

  private Duration length(String text) {
    UnusedOptions.refuse(spec, "without --soak", "--rounds", "--seconds", "--outage");
    try {
      Duration length = DurationText.parse(text);
      if (length.compareTo(DoorSoak.SHORTEST) >= 0) {
        return length;
      }
    } catch (IllegalArgumentException e) {
      throw UserError.usage("--soak: " + e.getMessage() + ", such as '1 h' or '90 s'");
    }
    throw UserError.usage("--soak is " + text + "; allowed is 10 s or more");
  }

  private static DoorOptions options(int rounds, int seconds, int outage) {
    try {
      return new DoorOptions(rounds, seconds, outage);
    } catch (IllegalArgumentException e) {
      throw UserError.usage("--" + e.getMessage());
    }
  }

  /** Starts everything, measures, ends everything. */
  static List<DoorFigure> measure(DoorOptions options) {
    try (Children children = Children.untilShutdown()) {
      DoorSite site = DoorSite.start(children, List.of("gateway.stale-after=1 h"));
      return new DoorBench(site.withFloor(), options, BenchRun.onStderr()).run();
    }
  }

  private List<DoorFigure> soak(Duration length) {
    try (Children children = Children.untilShutdown()) {
      List<String> settings =
          List.of(
              "gateway.live.points=" + DoorSoak.points(length),
              "gateway.stale-after=" + length.plusHours(1).toSeconds() + " s");
      DoorSite site = DoorSite.start(children, settings);
      DoorSoak run = new DoorSoak(site.bootstrap(), site.gateway(), length, BenchRun.onStderr());
      List<DoorFigure> figures = run.run();
      PrintWriter err = spec.commandLine().getErr();
      run.faults().forEach(fault -> err.println("a request failed: " + fault));
      err.flush();
      return figures;
    }
  }
}
