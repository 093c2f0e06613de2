package io.flyball.cli.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.cli.CommandRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Imports of files of a test, whose state is in a folder of the test's. */
final class ImportRun {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ImportRun() {}

  static CommandRun of(Path folder, String... args) {
    List<String> all = new ArrayList<>(List.of("import", "--state", folder.resolve("state") + ""));
    all.addAll(List.of(args));
    return CommandRun.of(all.toArray(String[]::new));
  }

  /** The records that a file becomes, in the order of their times. */
  static List<JsonNode> records(Path folder, Path file, String... args) {
    List<String> all = new ArrayList<>(List.of(file.toString(), "--to", "-"));
    all.addAll(List.of(args));
    CommandRun run = of(folder, all.toArray(String[]::new));
    if (run.exitCode() != 0) {
      throw new AssertionError(run.err());
    }
    return run.out().lines().map(ImportRun::json).toList();
  }

  /** A field of each record as text. */
  static List<String> texts(List<JsonNode> records, String field) {
    return records.stream().map(record -> record.path(field).asText()).toList();
  }

  static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
