package io.flyball.cli.loop;

import io.flyball.cli.option.BootstrapOption;
import io.flyball.tools.ExitCode;
import io.flyball.tools.UserError;
import io.flyball.tools.loop.ReportPage;
import io.flyball.tools.loop.ReportRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code loop report}: metrics and alerts as one page. */
@Command(
    name = "report",
    description = {
      "One HTML page with the curves of a loop, its alerts and their evidence.",
      "",
      "Reads LoopMetric and Alert records: from the files of a folder and those below it (JSON"
          + " lines: .jsonl, .json, .ndjson; Avro containers: .avro; with or without .gz or .zst),"
          + " or, with the word topics, from loop.metrics and alerts of a broker. Of each window"
          + " the newest revision counts. What loop metrics --json prints is read, too, as the"
          + " scope log. The page needs no network and no script."
    },
    footer = {
      "",
      "Examples:",
      "  ./flyball loop report metrics/ --out report.html",
      "  ./flyball loop metrics log.csv --json > log.jsonl",
      "  ./flyball loop report log.jsonl --out report.html",
      "  ./flyball loop report topics --bootstrap localhost:9092 --out report.html"
    })
public final class LoopReportCommand implements Callable<Integer> {
  private static final String TOPICS = "topics";

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR|topics", description = "Where the records are.")
  private String from;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "The page.")
  private Path out;

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      description = "Only this scope, such as surface/home; may be given again.")
  private List<String> scopes = List.of();

  @Mixin private BootstrapOption bootstrap;

  @Override
  public Integer call() {
    ReportRecords records =
        (from.equals(TOPICS)
                ? ReportRecords.ofTopics(bootstrap.broker())
                : ReportRecords.ofFiles(Path.of(from)))
            .only(new HashSet<>(scopes));
    if (records.metrics().isEmpty() && records.alerts().isEmpty()) {
      throw new UserError(
          from
              + " holds no LoopMetric and no Alert of a loop"
              + (scopes.isEmpty() ? "" : " of the scopes " + scopes));
    }
    try {
      Files.writeString(out, ReportPage.of(records));
    } catch (IOException e) {
      throw UserError.causedBy("cannot write the report to " + out, e);
    }
    spec.commandLine()
        .getErr()
        .printf(
            Locale.ROOT,
            "%,d metric values and %,d alerts in %s%n",
            records.metrics().size(),
            records.alerts().size(),
            out);
    spec.commandLine().getErr().flush();
    return ExitCode.OK;
  }
}
