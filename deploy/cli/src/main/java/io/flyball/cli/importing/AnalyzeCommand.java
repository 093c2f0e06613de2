package io.flyball.cli.importing;

import io.flyball.connectors.file.LogKind;
import io.flyball.connectors.file.LogLayout;
import io.flyball.connectors.text.TextOptions;
import io.flyball.local.analyze.LogAnalysis;
import io.flyball.tools.ExitCode;
import io.flyball.tools.UserError;
import io.flyball.tools.importing.ImportFiles;
import io.flyball.tools.importing.ImportReading;
import io.flyball.tools.importing.Preset;
import io.flyball.tools.loop.ReportPage;
import io.flyball.tools.loop.ReportRecords;
import io.flyball.tools.loop.WindowLength;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code analyze}: is the recommender of this log closing in on itself? */
@Command(
    name = "analyze",
    description = {
      "Answer from a log of your own whether a loop narrows.",
      "",
      "Reads what import reads. The feedback job and the loop job run over the log in this process,"
          + " without a broker, so that the metrics and alerts are those of a live run. The report"
          + " says whether what is shown narrows, for whom, since when, how sure that is and what"
          + " could be done; the curves and the evidence follow. It needs no network and no script."
    },
    footer = {
      "",
      "Examples:",
      "  ./flyball analyze events.csv --as interactions --map user=visitorid,item=itemid",
      "  ./flyball analyze ratings.csv --preset movielens-25m --out report.html",
    })
public final class AnalyzeCommand implements Callable<Integer> {
  private static final long MEMORY = 256L << 20;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files, folders or -.")
  private List<Path> paths;

  @Mixin private LayoutOption layout;

  @Option(
      names = "--window",
      paramLabel = "LENGTH",
      description = {
        "Length of a window, such as 1d, 12h or 1w; default: the shortest usual one that makes"
            + " fewer than 60 of the log."
      })
  private String window;

  @Option(
      names = "--catalogue-size",
      paramLabel = "N",
      defaultValue = "0",
      description = "Items that could be shown (n); default: those that the log has.")
  private long catalogue;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "report.html",
      description = "The report; default: report.html.")
  private Path out;

  @Override
  public Integer call() {
    Preset preset = layout.preset();
    LogLayout how = layout.layout(preset, LogKind.INTERACTIONS);
    Duration length = length();
    try (WorkFolder folder = WorkFolder.in(null);
        ImportReading reading = new ImportReading(folder.path(), MEMORY)) {
      Path work = folder.path();
      TextOptions text = layout.text();
      reading.read(
          ImportFiles.find(paths, preset == null ? null : preset.files(), System.in, work),
          how,
          null,
          new ImportReading.Settings(text.encoding(), text.strict()));
      reading.lines().forEach(this::say);
      if (reading.count() == 0) {
        throw new UserError("no row became a record; the reasons stand above");
      }
      ReportRecords records = new LogAnalysis(work, this::say).run(reading, length, catalogue);
      Files.writeString(out, ReportPage.of(records));
      say(
          String.format(
              Locale.ROOT,
              "%,d metric values and %,d alerts of %,d records",
              records.metrics().size(),
              records.alerts().size(),
              reading.count()));
      ReportPage.answer(records).forEach(spec.commandLine().getOut()::println);
      spec.commandLine().getOut().println(out);
      spec.commandLine().getOut().flush();
    } catch (IOException e) {
      throw UserError.causedBy("cannot write the report to " + out, e);
    }
    return ExitCode.OK;
  }

  private Duration length() {
    try {
      return window == null ? null : Duration.ofMillis(WindowLength.parse(window).millis());
    } catch (IllegalArgumentException e) {
      throw UserError.usage("--window: " + e.getMessage());
    }
  }

  private void say(String text) {
    spec.commandLine().getErr().println(text);
    spec.commandLine().getErr().flush();
  }
}
