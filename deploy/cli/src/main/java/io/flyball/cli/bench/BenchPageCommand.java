package io.flyball.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.tools.ExitCode;
import io.flyball.tools.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bench page}: the page of a run. */
@Command(
    name = "page",
    description = {
      "Write what ./flyball bench all measured as a page, with a picture for each thing that"
          + " grows,",
      "in the folder images beside it. Nothing is measured."
    })
public final class BenchPageCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "What bench all --out wrote.")
  private Path file;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "PAGE",
      description = "The page, such as docs/reference/performance.md.")
  private Path page;

  @Override
  public Integer call() {
    PerformancePage written = new PerformancePage(read());
    try {
      Path images = Files.createDirectories(page.toAbsolutePath().resolveSibling("images"));
      Files.writeString(page, written.text());
      written.pictures(images);
    } catch (IOException e) {
      throw UserError.causedBy("cannot write the page " + page, e);
    }
    return ExitCode.OK;
  }

  private JsonNode read() {
    try {
      JsonNode report = new ObjectMapper().readTree(file.toFile());
      if (report.path("figures").isObject()
          && report.path("growth").isObject()
          && report.path("peers").isObject()) {
        return report;
      }
    } catch (IOException e) {
      throw UserError.causedBy("cannot read " + file, e);
    }
    throw new UserError(file + " is no report of ./flyball bench all --out FILE");
  }
}
