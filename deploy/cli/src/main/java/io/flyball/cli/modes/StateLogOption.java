package io.flyball.cli.modes;

import io.flyball.cli.option.TextOption;
import io.flyball.connectors.text.ReadReport;
import io.flyball.connectors.text.TextOptions;
import io.flyball.tools.loop.ItemCatalogue;
import io.flyball.tools.modes.StateLog;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The log of states, and how it is read. */
final class StateLogOption {
  @Parameters(
      paramLabel = "FILE",
      description = "Table with the columns entity, state and time; context and success if any.")
  private Path file;

  @Option(
      names = "--catalogue",
      paramLabel = "FILE",
      description = {
        "Table of items and their categories: the state is then the first category of the item in"
            + " the state's column."
      })
  private Path catalogue;

  @Mixin private TextOption text;

  StateLog read() {
    TextOptions options = text.options();
    ReadReport read = new ReadReport();
    Map<String, String> states = new HashMap<>();
    if (catalogue != null) {
      ItemCatalogue.read(catalogue, options.encoding(), read)
          .forEach(
              (item, categories) -> {
                if (!categories.isEmpty()) {
                  states.put(item, categories.get(0));
                }
              });
    }
    StateLog log = StateLog.read(file, options, states);
    if (catalogue != null) {
      log.report().assume("states are first categories in " + catalogue.getFileName());
    }
    read.assumptions().forEach(log.report()::assume);
    return log;
  }
}
