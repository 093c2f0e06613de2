package io.flyball.cli.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.flyball.cli.gateway.GatewayCommand;
import io.flyball.cli.option.SpeedOption;
import io.flyball.cli.setup.ConfigCommand;
import io.flyball.connectors.file.FileRecord;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.config.Settings;
import io.flyball.local.Children;
import io.flyball.local.DataDir;
import io.flyball.local.Ports;
import io.flyball.local.kafka.EmbeddedKafka;
import io.flyball.local.run.JobReport;
import io.flyball.local.run.LocalRun;
import io.flyball.local.run.RunReport;
import io.flyball.local.run.Samples;
import io.flyball.tools.ExitCode;
import io.flyball.tools.UserError;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Everything in one command: broker, jobs, real data, report. */
@Command(
    name = "run",
    description = {
      "Replay the shipped logs through an embedded Kafka and Flink.",
      "",
      "Starts a Kafka broker in a child process and Flink in this one, creates the topics,"
          + " replays the logs in samples/ through the eight jobs (bias, feedback, reward, bandit,"
          + " loop, modes, gate, dataloop), drains, and prints a report whose conservation lines"
          + " must add up. The logs of gate and dataloop are drawn, the others recorded. Ctrl-C"
          + " ends everything; with --data the next run goes on where this one stopped. The"
          + " broker's address and the folder of checkpoints are this command's own, whatever the"
          + " configuration says. Windows and the like suit the sample logs, as run.yaml beside"
          + " them says; with --config that file counts instead, and nothing is set beside it but"
          + " addresses, which are listed."
    },
    footer = {
      "",
      "Examples:",
      "  ./flyball run",
      "  ./flyball run --report report.json --set flink.state-backend=rocksdb",
      "  ./flyball run --serve --data ~/flyball --speed 3600"
    })
public final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigCommand.Options options;

  @Option(names = "--report", paramLabel = "FILE", description = "Also write the report as JSON.")
  private Path report;

  @Option(names = "--json", description = "Print the report as JSON.")
  private boolean json;

  @Option(names = "--serve", description = "Stay up after the replay, until Ctrl-C.")
  private boolean serve;

  @Mixin private SpeedOption speed;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keep topics and state here and go on from them; default: a temporary folder.")
  private Path data;

  @Option(
      names = "--kafka-port",
      paramLabel = "PORT",
      description = "Port of the broker; default: a free one.")
  private Integer kafkaPort;

  @Option(
      names = "--web-port",
      paramLabel = "PORT",
      description = "Port of Flink's web page; default: a free one.")
  private Integer webPort;

  @Option(
      names = "--metrics-port",
      paramLabel = "PORT",
      description =
          "Port of the metrics for Prometheus; default: a free one with --serve, else none.")
  private Integer metricsPort;

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      description =
          "Port of the HTTP gateway and its console; default: a free one with --serve, else none.")
  private Integer httpPort;

  @Option(
      names = "--camera-seconds",
      paramLabel = "S",
      defaultValue = "15",
      description =
          "Device time that the modelled camera is driven for (default: ${DEFAULT-VALUE}); 0 leaves"
              + " the cameras out.")
  private double cameraSeconds;

  @Option(
      names = "--samples",
      paramLabel = "DIR",
      description = "Folder of the sample logs; default: samples/ beside the launcher.")
  private Path samples;

  @Override
  public Integer call() throws IOException {
    requireWritable(report);
    // Refuses a bad configuration before anything is started.
    FlyballConfig given = options.load(FlyballConfig.class, System.getenv());
    Path folder = samples == null ? Samples.home() : samples;
    List<FileRecord> records = Samples.load(folder);
    Path recording = Samples.recording(folder);
    int web = Ports.freeOr(webPort);
    OptionalInt metrics =
        serve || metricsPort != null
            ? OptionalInt.of(Ports.freeOr(metricsPort))
            : OptionalInt.empty();
    OptionalInt http =
        serve || httpPort != null ? OptionalInt.of(Ports.freeOr(httpPort)) : OptionalInt.empty();
    OptionalInt port =
        kafkaPort == null ? OptionalInt.empty() : OptionalInt.of(Ports.freeOr(kafkaPort));
    try (Children children = Children.untilShutdown()) {
      DataDir dir = children.add(data == null ? DataDir.temporary() : DataDir.open(data));
      say("starting Kafka and Flink; data in " + dir.path());
      EmbeddedKafka kafka = children.add(EmbeddedKafka.start(dir, port));
      FlyballConfig config = config(dir, kafka, Samples.settings(folder), http, web);
      if (options.hasFile()) {
        say("beside your configuration this command sets where it has started what:");
        changed(given, config).forEach(key -> say("  " + key));
      }
      LocalRun run = new LocalRun(config, children);
      run.start(dir.path(), web, metrics);
      if (http.isPresent()) {
        String url = children.add(GatewayCommand.start(config)).url();
        say("console at " + url + "  is all well, what broke first; live while the logs are read");
        say("HTTP at " + url + "/docs  send records, ask for decisions, steer");
      }
      say("Kafka at " + kafka.bootstrap() + ", Flink's web page at http://127.0.0.1:" + web);
      metrics.ifPresent(at -> say("metrics at http://127.0.0.1:" + at + "/metrics"));
      if (cameraSeconds > 0) {
        run.drive(recording, cameraSeconds);
      }
      run.replay(records, speed.factor());
      RunReport result = serve ? run.settled() : run.drain();
      print(result);
      if (serve) {
        say("serving; Ctrl-C ends it");
        stayUp(run);
      }
      return result.conserved() ? ExitCode.OK : ExitCode.FAILED;
    }
  }

  /** What is not as {@code config show} has it, a key each. */
  static List<String> changed(FlyballConfig given, FlyballConfig running) {
    Map<String, String> before = Settings.values(given);
    return Settings.values(running).entrySet().stream()
        .filter(entry -> !Objects.equals(entry.getValue(), before.get(entry.getKey())))
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .toList();
  }

  private FlyballConfig config(
      DataDir dir, EmbeddedKafka kafka, Path settings, OptionalInt http, int web) {
    List<String> defaults = new ArrayList<>();
    if (!options.hasFile()) {
      defaults.add("feedback.offline-log=" + DataDir.flinkPath(dir.path().resolve("offline")));
      if (serve) {
        // Event time waits for the logs that are yet to come: people see windows before it passes.
        defaults.add("loop.early=2 s");
      }
    }
    List<String> fixed =
        new ArrayList<>(
            List.of(
                "kafka.bootstrap=" + kafka.bootstrap(), "gateway.flink=http://127.0.0.1:" + web));
    http.ifPresent(at -> fixed.add("gateway.port=" + at));
    return options.or(settings).load(FlyballConfig.class, System.getenv(), defaults, fixed);
  }

  private void stayUp(LocalRun run) {
    while (!Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(1_000_000_000L);
      run.requireAlive();
    }
  }

  private void print(RunReport result) throws IOException {
    ObjectWriter writer = new ObjectMapper().writerWithDefaultPrettyPrinter();
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? writer.writeValueAsString(asMap(result)) : result.text());
    out.flush();
    if (report != null) {
      write(writer.writeValueAsString(asMap(result)) + "\n");
    }
  }

  private void write(String text) {
    try {
      Files.writeString(report, text);
    } catch (IOException e) {
      throw UserError.causedBy("cannot write the report to " + report, e);
    }
  }

  private static Map<String, Object> asMap(RunReport result) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("conserved", result.conserved());
    map.put("inputs", result.inputs());
    map.put("seconds", result.seconds());
    Map<String, Object> jobs = new LinkedHashMap<>();
    result.jobs().forEach(job -> jobs.put(job.job(), asMap(job)));
    map.put("jobs", jobs);
    map.put("alerts", result.alerts());
    map.put("deadLetters", result.deadLetters());
    return map;
  }

  private static Map<String, Object> asMap(JobReport job) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("conserved", job.conserved());
    map.put("conservation", job.conservation());
    map.put("counts", job.counts());
    map.put("tables", job.tables());
    map.put("lines", job.lines());
    return map;
  }

  private static void requireWritable(Path file) {
    if (file == null) {
      return;
    }
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file) || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new UserError(
          "cannot write the report to " + file + ": give a file in a folder of yours");
    }
  }

  private void say(String text) {
    spec.commandLine().getErr().println(text);
    spec.commandLine().getErr().flush();
  }
}
