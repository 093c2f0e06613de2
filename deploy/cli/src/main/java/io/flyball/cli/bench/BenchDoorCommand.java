package io.flyball.cli.bench;

import io.flyball.bench.Commit;
import io.flyball.bench.Machine;
import io.flyball.bench.door.DoorBench;
import io.flyball.bench.door.DoorFigure;
import io.flyball.bench.door.DoorOptions;
import io.flyball.bench.door.PassThrough;
import io.flyball.bench.door.Site;
import io.flyball.cli.option.JsonOutput;
import io.flyball.connectors.codec.kafka.TopicCatalogue;
import io.flyball.local.ChildJvm;
import io.flyball.local.Children;
import io.flyball.local.DataDir;
import io.flyball.local.Ports;
import io.flyball.local.kafka.EmbeddedKafka;
import io.flyball.tools.UserError;
import io.flyball.tools.kafka.Broker;
import io.flyball.tools.kafka.Topics;
import io.flyball.verify.GatewayMain;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
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
      "  ./flyball bench door --outage 600 --out door.json"
    })
public final class BenchDoorCommand implements Callable<Integer> {
  private static final List<String> CHILD =
      List.of("-Xmx512m", "-XX:-UseDynamicNumberOfCompilerThreads");

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

  @Option(names = "--json", description = "Print one JSON object instead of the table.")
  private boolean json;

  @Option(names = "--out", paramLabel = "FILE", description = "Write the JSON to a file as well.")
  private Path file;

  @Override
  public Integer call() {
    List<DoorFigure> figures = measure(options(rounds, seconds, outage));
    boolean met = figures.stream().allMatch(figure -> figure.met() == null || figure.met());
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("benchmark", "door");
    report.put("met", met);
    report.put("figures", figures);
    report.put("rounds", rounds);
    report.put("seconds", seconds);
    report.put("outageSeconds", outage);
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
      DataDir data = children.add(DataDir.temporary());
      EmbeddedKafka broker = children.add(EmbeddedKafka.start(data, OptionalInt.empty()));
      Topics.create(Broker.started(broker.bootstrap()), TopicCatalogue.load().topics());
      int port = Ports.free();
      Process gateway =
          child(
              children,
              GatewayMain.class,
              data,
              "kafka.bootstrap=" + broker.bootstrap(),
              "gateway.port=" + port,
              "gateway.stale-after=1 h",
              "gateway.drain=0 s");
      int floorPort = Ports.free();
      Process floor =
          child(
              children,
              PassThrough.class,
              data,
              broker.bootstrap(),
              Integer.toString(floorPort),
              "feedback.exposures");
      Site site =
          new Site(
              broker.bootstrap(),
              new Site.Server(port, gateway.pid()),
              new Site.Server(floorPort, floor.pid()),
              broker::kill);
      return new DoorBench(site, options, BenchRun.onStderr()).run();
    }
  }

  private static Process child(Children children, Class<?> main, DataDir data, String... args) {
    Path log = data.path().resolve(main.getSimpleName() + ".log");
    try {
      Process child = ChildJvm.start(CHILD, main, List.of(args), log);
      children.add(() -> ChildJvm.kill(child));
      return child;
    } catch (IOException e) {
      throw new UserError("cannot start " + main.getSimpleName() + ": " + e.getMessage(), e);
    }
  }
}
