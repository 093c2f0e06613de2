package io.flyball.cli.importing;

import io.flyball.cli.option.TextOption;
import io.flyball.connectors.file.KindNames;
import io.flyball.connectors.file.LogKind;
import io.flyball.connectors.file.LogLayout;
import io.flyball.connectors.text.TextOptions;
import io.flyball.tools.UserError;
import io.flyball.tools.importing.Preset;
import io.flyball.tools.importing.Presets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the rows of a log are and which of its columns says what. */
public final class LayoutOption {
  @Option(
      names = "--as",
      paramLabel = "ROWS",
      description = {
        "What the rows are: exposures, signals, interactions (ratings, plays, events, labels),"
            + " decisions, rewards, turns or observations. Not needed with a preset, for Flyball's"
            + " own records, or by analyze, for which they are interactions."
      })
  private String as;

  @Option(
      names = "--kind",
      paramLabel = "[COLUMN=]TEXT:KIND",
      split = ",",
      description = {
        "What the texts in the column of kinds stand for, such as"
            + " event=view:VIEW,addtocart:CART,transaction:CONVERSION; - leaves rows out, * is"
            + " every other text. A kind alone, such as VIEW, is that of every row."
      })
  private List<String> kinds = List.of();

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description = "The layout of a known log; docs/reference/presets.md lists them.")
  private String preset;

  @Option(
      names = "--preset-file",
      paramLabel = "FILE",
      description = "A preset of your own, in YAML.")
  private Path presetFile;

  @Mixin private TextOption text;

  /** The preset; null where none was named. */
  Preset preset() {
    if (preset != null && presetFile != null) {
      throw UserError.usage("--preset and --preset-file exclude each other: give one of them");
    }
    Preset found =
        preset != null
            ? Presets.find(preset)
            : presetFile != null ? Presets.read(presetFile) : null;
    if (found != null && found.refused() != null) {
      throw new UserError(found.refused());
    }
    return found;
  }

  /** How files are read that no layout describes. */
  TextOptions text() {
    return text.options();
  }

  /**
   * The layout; null where only Flyball's own records can be read.
   *
   * @param otherwise what the rows are where nothing says it; null for nothing
   */
  LogLayout layout(Preset found, LogKind otherwise) {
    LogLayout base;
    if (found != null) {
      base = found.layout();
    } else if (as != null || otherwise != null) {
      base = LogLayout.of(as == null ? otherwise : kind(as), text.options());
    } else {
      text.options();
      return null;
    }
    Map<String, String> names = new LinkedHashMap<>(base.kinds().names());
    Map<String, String> columns = new HashMap<>();
    readKinds(names, columns);
    TextOptions options = text.over(base.text());
    columns.forEach(
        (field, column) -> {
          String mapped = options.columns().get(field);
          if (found == null && mapped != null && !mapped.equals(column)) {
            throw UserError.usage("--map and --kind both name the column of kinds: give one");
          }
        });
    columns.putAll(
        options.columns().entrySet().stream()
            .filter(entry -> !columns.containsKey(entry.getKey()))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    try {
      return new LogLayout(
          as == null ? base.as() : kind(as),
          options.with(columns),
          new KindNames(names),
          base.emitted(),
          base.parts(),
          base.scale(),
          base.values());
    } catch (IllegalArgumentException e) {
      throw UserError.usage("--kind: " + e.getMessage());
    }
  }

  private static LogKind kind(String name) {
    try {
      return LogKind.parse(name);
    } catch (IllegalArgumentException e) {
      throw UserError.usage("--as: " + e.getMessage());
    }
  }

  private void readKinds(Map<String, String> names, Map<String, String> columns) {
    for (int i = 0; i < kinds.size(); i++) {
      String each = kinds.get(i);
      int equals = each.indexOf('=');
      if (i == 0 && equals > 0) {
        columns.put("kind", each.substring(0, equals));
        each = each.substring(equals + 1);
      }
      int colon = each.lastIndexOf(':');
      if (colon > 0) {
        names.put(each.substring(0, colon), each.substring(colon + 1));
      } else if (kinds.size() == 1 && columns.isEmpty()) {
        columns.put("kind", "=" + each);
        names.clear();
        names.put(each, each);
      } else {
        throw UserError.usage(
            "--kind is [COLUMN=]TEXT:KIND,TEXT:KIND, or one kind for every row, not '"
                + each
                + "'");
      }
    }
  }
}
