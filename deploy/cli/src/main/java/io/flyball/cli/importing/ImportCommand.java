package io.flyball.cli.importing;

import io.flyball.cli.option.BootstrapOption;
import io.flyball.cli.option.SpeedOption;
import io.flyball.cli.option.UnusedOptions;
import io.flyball.connectors.codec.JsonWriter;
import io.flyball.connectors.codec.kafka.Topic;
import io.flyball.connectors.codec.kafka.TopicCatalogue;
import io.flyball.connectors.file.LogLayout;
import io.flyball.connectors.text.TextOptions;
import io.flyball.tools.ExitCode;
import io.flyball.tools.UserError;
import io.flyball.tools.importing.ImportFile;
import io.flyball.tools.importing.ImportFiles;
import io.flyball.tools.importing.ImportReading;
import io.flyball.tools.importing.ImportSender;
import io.flyball.tools.importing.Preset;
import io.flyball.tools.kafka.Broker;
import io.flyball.tools.kafka.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code import}: a log of the user's own, sent to the topics. */
@Command(
    name = "import",
    description = {
      "Send a log of your own to the topics, or print it as records.",
      "",
      "Reads tables with any delimiter, JSON lines, JSON arrays, Avro containers and Parquet"
          + " files, plain, gzip or Zstandard; several files, folders, and - for standard input. Format, encoding,"
          + " delimiter, quoting, header, columns and units of time are detected, and the command"
          + " prints what it assumed. Records are sent in the order of event time. A row that"
          + " cannot be used is skipped, counted and kept in FILE.rejects.tsv. An import that was"
          + " interrupted goes on where it stopped when the same command is given again; a complete"
          + " one sends nothing twice."
    },
    footer = {
      "",
      "Examples:",
      "  ./flyball import events.csv --as interactions --map user=visitorid,item=itemid --dry-run",
      "      what would be sent",
      "  ./flyball import events.csv --preset retailrocket --bootstrap localhost:29092",
      "  zcat plays.tsv.gz | ./flyball import - --as signals --kind VIEW --to -",
      "      JSON lines on stdout"
    })
public final class ImportCommand implements Callable<Integer> {
  private static final int SHOWN = 5;
  private static final long MIB = 1 << 20;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files, folders or -.")
  private List<Path> paths;

  @Mixin private LayoutOption layout;
  @Mixin private BootstrapOption bootstrap;
  @Mixin private SpeedOption speed;

  @Option(
      names = "--to",
      paramLabel = "topics|-",
      defaultValue = "topics",
      description =
          "Where the records go: the topics (the default), or - for JSON lines on stdout.")
  private String to;

  @Option(
      names = "--prefix",
      paramLabel = "TEXT",
      defaultValue = "",
      description = {
        "Begins the names of the topics, which are made where they are missing; default: none, and"
            + " topics that are there."
      })
  private String prefix;

  @Option(
      names = "--shift-to-now",
      description = "Move event times so that the last record is of now.")
  private boolean shiftToNow;

  @Option(
      names = "--dry-run",
      description = "End after the report and the first five records; nothing is sent or written.")
  private boolean dryRun;

  @Option(names = "--again", description = "Send once more what an earlier run has sent.")
  private boolean again;

  @Option(
      names = "--rejects",
      paramLabel = "FILE",
      description = "Where skipped rows are kept; default: FILE.rejects.tsv beside each file.")
  private Path rejects;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      defaultValue = ".flyball-import",
      description = "Folder that keeps how far the import is; default: .flyball-import.")
  private Path state;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "Folder of temporary files; default: the system's.")
  private Path work;

  @Option(
      names = "--memory",
      paramLabel = "MIB",
      defaultValue = "256",
      description =
          "MiB of records that are sorted in memory; more are sorted on disk. Default: 256.")
  private long memory;

  @Override
  public Integer call() {
    if (!to.equals("topics") && !to.equals("-")) {
      throw UserError.usage("--to is topics or -, not '" + to + "'");
    }
    if (memory < 1) {
      throw UserError.usage("--memory is at least 1, not " + memory);
    }
    if (to.equals("-")) {
      UnusedOptions.refuse(
          spec, "with --to topics", "--bootstrap", "--prefix", "--again", "--speed");
    }
    Preset preset = layout.preset();
    LogLayout how = layout.layout(preset, null);
    if (rejects != null && paths.size() > 1) {
      throw UserError.usage("--rejects names one file and counts with one FILE only");
    }
    TextOptions text = layout.text();
    try (WorkFolder folder = WorkFolder.in(work);
        ImportReading reading = new ImportReading(folder.path(), memory * MIB)) {
      List<ImportFile> files =
          ImportFiles.find(paths, preset == null ? null : preset.files(), System.in, folder.path());
      Function<ImportFile, Path> kept =
          dryRun ? null : file -> rejects != null ? rejects : beside(file);
      reading.read(files, how, kept, new ImportReading.Settings(text.encoding(), text.strict()));
      report(reading, dryRun ? spec.commandLine().getOut() : spec.commandLine().getErr());
      if (reading.count() == 0) {
        throw new UserError("no row became a record; the reasons stand above");
      }
      if (!dryRun) {
        deliver(reading, files, how);
      }
    }
    return ExitCode.OK;
  }

  private Path beside(ImportFile file) {
    String name = file.path().getFileName() + ".rejects.tsv";
    return file.name().equals("standard input")
        ? Path.of("stdin.rejects.tsv")
        : file.path().resolveSibling(name);
  }

  private void report(ImportReading reading, PrintWriter out) {
    reading.lines().forEach(out::println);
    if (reading.count() > 0) {
      out.printf(
          Locale.ROOT,
          "%,d records from %s to %s%s%n",
          reading.count(),
          Instant.ofEpochMilli(reading.first()),
          Instant.ofEpochMilli(reading.last()),
          reading.stepsBack() == 0
              ? ""
              : String.format(
                  Locale.ROOT, ", sorted by event time: %,d steps back", reading.stepsBack()));
      out.println("the first records:");
      reading.each(SHOWN, 0, record -> out.println("  " + JsonWriter.write(record)));
    }
    out.flush();
  }

  private void deliver(ImportReading reading, List<ImportFile> files, LogLayout how) {
    if (to.equals("-")) {
      long shift = shiftToNow ? Instant.now().toEpochMilli() - reading.last() : 0;
      PrintWriter out = spec.commandLine().getOut();
      reading.each(Long.MAX_VALUE, shift, record -> out.println(JsonWriter.write(record)));
      out.flush();
      return;
    }
    Broker broker = bootstrap.broker();
    try {
      Files.createDirectories(state);
    } catch (IOException e) {
      throw UserError.causedBy("cannot make the folder --state " + state, e);
    }
    if (!prefix.isEmpty()) {
      Topics.create(broker, prefixed());
    }
    String signature = (how == null ? "" : how.signature()) + shiftToNow;
    ImportSender sender =
        new ImportSender(broker, prefix, ImportFile.hash(files, signature), state, this::say);
    Thread stop = new Thread(sender::stop, "import-stop");
    Runtime.getRuntime().addShutdownHook(stop);
    ImportSender.Sent sent = sender.send(reading, speed.factor(), shiftToNow, again);
    Runtime.getRuntime().removeShutdownHook(stop);
    say(
        sent.now() == 0 && sent.before() > 0
            ? String.format(
                Locale.ROOT,
                "all %,d records were sent before, so nothing was sent; --again sends them once"
                    + " more",
                sent.before())
            : String.format(
                Locale.ROOT,
                "sent %,d records%s",
                sent.now(),
                sent.before() == 0
                    ? ""
                    : String.format(Locale.ROOT, "; %,d were there before", sent.before())));
  }

  private List<Topic> prefixed() {
    return TopicCatalogue.load().topics().stream()
        .filter(
            topic ->
                List.of(
                        "feedback.exposures",
                        "feedback.signals",
                        "bandit.requests",
                        "rewards",
                        "loop.turns",
                        "modes.observations")
                    .contains(topic.name()))
        .map(topic -> topic.prefixed(prefix))
        .toList();
  }

  private void say(String text) {
    spec.commandLine().getErr().println(text);
    spec.commandLine().getErr().flush();
  }
}
